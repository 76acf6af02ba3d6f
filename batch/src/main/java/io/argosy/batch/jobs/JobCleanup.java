package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.model.AccountEntity;
import io.argosy.model.Task;
import io.argosy.state.AccountStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Forgets what clients have had time to see (batch-semantics 9.1): jobs a while after they ended, an array with its
/// children; and shares without jobs, once what they used has faded (5.3).
final class JobCleanup {
    private static final int MOST_A_WRITE = 200;

    private final BatchStore store;
    private final Duration kept;
    private final InstantSource clock;

    JobCleanup(BatchStore store, Duration kept, InstantSource clock) {
        this.store = store;
        this.kept = kept;
        this.clock = clock;
    }

    void pass() {
        for (AccountStore account : store.accounts()) {
            jobs(account);
            shares(account);
        }
    }

    private void jobs(AccountStore account) {
        Instant limit = clock.instant().minus(kept);
        JobsState state = JobsState.of(account.read());
        List<Job> over = state.jobs()
                .upTo(Job.BY_END, Task.minute(limit))
                .filter(job -> job.life().state() instanceof JobState.Ended ended
                        && !ended.at().isAfter(limit))
                .toList();
        remove(account, over.stream().flatMap(job -> parts(state, job)).toList());
    }

    /// The children first: a parent that is gone finds them no more.
    private static Stream<AccountEntity> parts(JobsState state, Job job) {
        return Stream.<Stream<? extends AccountEntity>>of(
                        state.childrenOf(job.id()), state.tally(job.id()).stream(), Stream.of(job))
                .flatMap(some -> some);
    }

    private void shares(AccountStore account) {
        BatchState batch = new BatchState(account.realm(), account.read());
        JobsState state = JobsState.of(account.read());
        Instant now = clock.instant();
        remove(
                account,
                state.shares().values().stream()
                        .filter(share -> !share.use()
                                .at()
                                .plus(QueueRule.lasting(batch, share.queue()))
                                .isAfter(now))
                        .filter(share -> idle(state, share))
                        .toList());
    }

    private static boolean idle(JobsState state, ShareOfQueue share) {
        return Stream.of(JobStatus.PENDING, JobStatus.RUNNABLE, JobStatus.STARTING, JobStatus.RUNNING)
                .map(status ->
                        new Lane(share.queue(), share.name(), 0).listed(status).getLast())
                .allMatch(word -> state.jobs().keys(Job.LISTED, word).size() == 0);
    }

    /// Those that are still as they were.
    private static void remove(AccountStore account, List<? extends AccountEntity> all) {
        for (int from = 0; from < all.size(); from += MOST_A_WRITE) {
            List<? extends AccountEntity> some = all.subList(from, Math.min(all.size(), from + MOST_A_WRITE));
            account.write(tx -> {
                some.stream()
                        .filter(entity -> JobsState.of(tx.state()).holds(entity))
                        .forEach(tx::remove);
                return some.size();
            });
        }
    }
}
