package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.ChildSet;
import io.argosy.batch.scheduling.JobStatus;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.model.AccountRegion;
import io.argosy.state.AccountTransaction;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Ends jobs on somebody's word (batch-semantics 8.7). What waits ends at once; what runs is marked, and ends when
/// its task has stopped. To be used in the turn (`JobTurn`).
final class JobEnds {
    private static final String QUEUE_DELETED = "Job queue was deleted";

    private final AccountTransaction tx;
    private final JobMoves moves;

    JobEnds(AccountRegion realm, AccountTransaction tx) {
        this.tx = tx;
        this.moves = new JobMoves(realm, tx);
    }

    /// What is not known, or has ended, stays as it is.
    void cancel(JobId id, String reason) {
        end(id, reason, new Ending.Cancelled(reason), status -> !status.holding());
    }

    void terminate(JobId id, String reason) {
        end(id, reason, new Ending.Terminated(reason), _ -> true);
    }

    private void end(JobId id, String reason, Ending ending, Predicate<JobStatus> which) {
        JobsState state = moves.state();
        state.run(id).ifPresent(job -> end(job, reason, ending, which));
        state.job(id)
                .filter(job -> job.arraySize().isPresent() && !job.life().ended())
                .ifPresent(array -> endArray(array, reason, ending, which));
    }

    private void end(JobRun job, String reason, Ending ending, Predicate<JobStatus> which) {
        Life life = job.life();
        if (life.ended() || !which.test(life.status())) {
            return;
        }
        if (life.status().holding()) {
            // The first word stands.
            if (!life.ending().settled()) {
                moves.move(job, life.with(ending));
            }
        } else {
            moves.move(job, life.with(JobState.failed(reason, tx.now())).with(ending));
        }
    }

    private void endArray(Job array, String reason, Ending ending, Predicate<JobStatus> which) {
        moves.put(array, array.life().with(ending));
        for (JobStatus status : List.of(JobStatus.RUNNABLE, JobStatus.STARTING, JobStatus.RUNNING)) {
            List<ArrayChild> some =
                    moves.state().children().under(ArrayChild.LISTED, ArrayChild.listed(array.id(), status));
            some.forEach(child -> end(new JobRun(child.id(), array, child.life()), reason, ending, which));
        }
        ChildSet quiet = moves.state().quiet(array.id());
        moves.fall(array.id(), quiet, reason, ending);
    }

    /// Ends jobs of a queue that is deleted, so many at a time; the queue goes with the last of them.
    boolean endQueue(JobQueue queue, int most) {
        List<Job> some = Stream.of(JobStatus.PENDING, JobStatus.RUNNABLE, JobStatus.STARTING, JobStatus.RUNNING)
                .flatMap(status ->
                        moves.state().jobs().under(Job.LISTED, Lane.withStatus(queue.name(), status)).stream())
                .filter(job -> !job.life().ending().settled())
                .limit(most)
                .toList();
        some.forEach(job -> terminate(job.id(), QUEUE_DELETED));
        return some.size() == most;
    }
}
