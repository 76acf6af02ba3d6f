package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.JobStatus;
import io.argosy.model.AccountRegion;
import io.argosy.state.AccountTransaction;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What the end of a job means for those that wait for it (batch-semantics 7.4). Everything is read from the state,
/// so that looking twice does no harm.
final class Dependents {
    /// How many jobs one write looks at.
    static final int MOST = 200;

    private final JobMoves moves;
    private final AccountTransaction tx;

    Dependents(AccountRegion realm, AccountTransaction tx) {
        this.tx = tx;
        this.moves = new JobMoves(realm, tx);
    }

    /// Looks at those that wait for this job, a few at a time: whether there may be more.
    boolean settle(JobId ended) {
        List<Job> waiting = waitingFor(ended).limit(MOST).toList();
        waiting.forEach(this::review);
        ended.index().ifPresentOrElse(index -> heard(ended.whole(), ChildSet.of(index)), () -> fallen(ended));
        return waiting.size() == MOST;
    }

    /// Those that wait for it, or for one of its children that fell with it.
    private Stream<Job> waitingFor(JobId ended) {
        var jobs = moves.state().jobs();
        Stream<Job> whole = jobs.under(Job.WAITING, ended.value()).stream();
        return ended.index().isPresent()
                ? whole
                : Stream.concat(
                        whole,
                        jobs.beginning(Job.WAITING, ended + ":").stream()
                                .filter(job -> open(job).stream().anyMatch(this::hasEnded)));
    }

    private boolean hasEnded(String id) {
        return status(id).filter(JobStatus::ended).isPresent();
    }

    /// What no longer is there was forgotten long after it ended well: whoever waited for its failure failed with
    /// it.
    private Optional<JobStatus> status(String id) {
        return moves.state().life(new JobId(id)).map(Life::status);
    }

    private static List<String> open(Job job) {
        return job.life().state() instanceof JobState.Pending(var open) ? open : List.of();
    }

    /// Whether a job that waits for others may go on, or must fail, by now.
    void review(Job job) {
        List<String> open = open(job);
        if (open.stream().anyMatch(id -> status(id).equals(Optional.of(JobStatus.FAILED)))) {
            fail(job);
            return;
        }
        List<String> left = open.stream().filter(id -> !succeeded(id)).toList();
        if (left.isEmpty() && job.life().state() instanceof JobState.Pending) {
            release(job);
        } else if (!left.equals(open)) {
            moves.put(job, job.life().with(new JobState.Pending(left)));
        }
    }

    private boolean succeeded(String id) {
        return status(id).map(JobStatus.SUCCEEDED::equals).orElse(true);
    }

    private void fail(Job job) {
        if (job.arraySize().isPresent()) {
            moves.fall(job, StatusReasons.DEPENDENCY_FAILED);
        } else {
            moves.move(JobRun.of(job), job.life().with(JobState.failed(StatusReasons.DEPENDENCY_FAILED, tx.now())));
        }
    }

    private void release(Job job) {
        if (job.arraySize().isEmpty()) {
            moves.move(JobRun.of(job), job.life().with(JobState.runnable(tx.now())));
            return;
        }
        moves.put(job, job.life().with(new JobState.Spawned()));
        lookAt(job.id(), ChildSet.range(0, job.arraySize().get()));
    }

    /// These children of an array have ended: what that means for those beside them, and for other arrays.
    private void heard(JobId array, ChildSet ended) {
        moves.state()
                .job(array)
                .filter(Job::sequential)
                .ifPresent(_ -> lookAt(array, ChildSet.of(ended.stream().map(index -> index + 1))));
        for (Job other : moves.state().jobs().under(Job.WAITING, Job.childrenOf(array))) {
            lookAt(other.id(), ended);
        }
    }

    private void fallen(JobId array) {
        moves.state()
                .tally(array)
                .map(ArrayTally::fallen)
                .filter(fallen -> !fallen.isEmpty())
                .ifPresent(fallen -> heard(array, fallen));
    }

    /// Which of these children of an array may run by now, and which never will.
    void lookAt(JobId id, ChildSet children) {
        Optional<ArrayTally> tally = moves.state().tally(id);
        Optional<Job> array = moves.state().job(id).filter(job -> !job.life().ended());
        if (tally.isEmpty() || array.isEmpty()) {
            return;
        }
        ChildSet waiting = quiet(tally.get(), children);
        ChildSet failing = ChildSet.of(waiting.stream().filter(index -> mustFail(array.get(), index)));
        if (array.get().sequential() && !failing.isEmpty()) {
            failing = quiet(
                    tally.get(), ChildSet.range(failing.first(), tally.get().size()));
        }
        moves.fall(id, failing, StatusReasons.DEPENDENCY_FAILED, Ending.NONE);
        if (array.get().life().state() instanceof JobState.Spawned) {
            ChildSet ready = ChildSet.of(waiting.minus(failing).stream().filter(index -> mayRun(array.get(), index)));
            moves.ready(id, ready);
        }
    }

    /// Those that wait and have no news.
    private ChildSet quiet(ArrayTally tally, ChildSet children) {
        ChildSet possible = children.and(ChildSet.range(0, tally.size()))
                .minus(tally.ready())
                .minus(tally.fallen());
        return ChildSet.of(possible.stream()
                .filter(index -> moves.state()
                        .children()
                        .get(tally.id().child(index).key())
                        .isEmpty()));
    }

    private boolean mustFail(Job array, int index) {
        return needed(array, index).anyMatch(id -> status(id).equals(Optional.of(JobStatus.FAILED)));
    }

    private boolean mayRun(Job array, int index) {
        return needed(array, index).allMatch(this::succeeded);
    }

    /// The children that this one waits for: of its index in other arrays, and the one before it.
    private static Stream<String> needed(Job array, int index) {
        Stream<JobId> others = array.childByChild().stream().map(other -> other.child(index));
        Stream<JobId> before =
                array.sequential() && index > 0 ? Stream.of(array.id().child(index - 1)) : Stream.of();
        return Stream.concat(others, before).map(JobId::value);
    }
}
