package io.argosy.batch.jobs;

import io.argosy.control.PreparedLaunch;
import io.argosy.control.TaskLauncher;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.model.TaskId;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.ClusterStore;
import io.argosy.state.Decided;
import io.argosy.state.Transaction;
import java.util.ArrayList;
import java.util.List;

/// Starts attempts: the task in its cluster first, then the job's row. The journal takes both in that order, and a
/// task's id follows from the attempt, so that whoever comes after a crash finds what was started (decision 0184).
final class AttemptStarts {
    /// A job and its next attempt, ready to be launched.
    record Next(JobRun job, PreparedLaunch launch) {
        TaskId task() {
            return job.id().task(job.life().attempt());
        }
    }

    private final AccountStore account;
    private final TaskLauncher launcher;
    private final JobTurn turn;

    AttemptStarts(AccountStore account, TaskLauncher launcher, JobTurn turn) {
        this.account = account;
        this.launcher = launcher;
        this.turn = turn;
    }

    /// Starts them in this order until one finds no room: how many came before that, those included that had been
    /// ended meanwhile.
    int start(ComputeEnvironment environment, ClusterStore cluster, List<Next> inOrder) {
        return turn.take(() -> {
            JobsState state = JobsState.of(account.read());
            Decided<Round> decided = cluster.decide(tx -> place(tx, state, inOrder));
            Round round = decided.now();
            if (!round.placed().isEmpty()) {
                account.write(tx -> mark(tx, environment, round.placed()));
                decided.await();
            }
            return round.passed();
        });
    }

    private record Round(List<Next> placed, int passed) {}

    private Round place(Transaction tx, JobsState state, List<Next> inOrder) {
        List<Next> placed = new ArrayList<>();
        int passed = 0;
        for (Next next : inOrder) {
            if (waits(state, next)) {
                if (!place(tx, next)) {
                    break;
                }
                placed.add(next);
            }
            passed++;
        }
        return new Round(placed, passed);
    }

    /// It may have been ended since it was chosen.
    private static boolean waits(JobsState state, Next next) {
        return state.run(next.job().id())
                .filter(job -> job.life().state() instanceof JobState.Runnable
                        && job.life().attempt() == next.job().life().attempt())
                .isPresent();
    }

    private boolean place(Transaction tx, Next next) {
        return tx.state().task(next.task()).isPresent()
                || launcher.place(tx, next.launch(), List.of(), next.task()) instanceof TaskLauncher.Result.Placed;
    }

    private int mark(AccountTransaction tx, ComputeEnvironment environment, List<Next> placed) {
        var moves = new JobMoves(account.realm(), tx);
        for (Next next : placed) {
            JobRun job = moves.state().run(next.job().id()).orElseThrow();
            var seat = new Seat(environment.name(), environment.cluster(), next.task());
            moves.move(job, job.life().with(new JobState.Starting(seat)));
        }
        return placed.size();
    }
}
