package io.argosy.batch.jobs;

import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.model.AccountRegion;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.batch.JobTimeout;
import io.argosy.state.AccountTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moves jobs after the tasks of their attempts (batch-semantics 8.2). News that is older than what is known changes
/// nothing.
final class TaskNews {
    private final AccountRegion realm;
    private final AccountTransaction tx;
    private final JobMoves moves;

    TaskNews(AccountRegion realm, AccountTransaction tx) {
        this.realm = realm;
        this.tx = tx;
        this.moves = new JobMoves(realm, tx);
    }

    void hear(Task task) {
        AttemptLaunch.jobOf(task.owner())
                .flatMap(id -> moves.state().run(id))
                .filter(job -> runs(job, task))
                .ifPresent(job -> hear(job, task));
    }

    private static boolean runs(JobRun job, Task task) {
        return job.life().state().seat().map(Seat::task).equals(Optional.of(task.id()));
    }

    private void hear(JobRun job, Task task) {
        if (task.state().stopped()) {
            moves.move(job, AttemptEnds.next(job, task, essential(job), tx.now()));
        } else if (task.state().running() && job.life().state() instanceof JobState.Starting(Seat on)) {
            Instant started = task.timeline().at(TaskTimestamp.STARTED).orElse(tx.now());
            Optional<Instant> due = job.order()
                    .asked()
                    .timeout()
                    .flatMap(JobTimeout::attemptDurationSeconds)
                    .map(seconds -> started.plus(Duration.ofSeconds(seconds)));
            moves.move(job, job.life().with(new JobState.Running(on, started, due)));
        }
    }

    private List<String> essential(JobRun job) {
        return new BatchState(realm, tx.state())
                .definition(job.order().asked().jobDefinition())
                .map(JobDefinition::configuration)
                .map(AttemptEnds::essential)
                .orElse(List.of());
    }

    /// A job whose task is not there any more.
    void lose(JobRun job) {
        moves.state()
                .run(job.id())
                .filter(latest -> latest.life().equals(job.life()))
                .ifPresent(latest -> moves.move(latest, AttemptEnds.lost(latest, tx.now())));
    }
}
