package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.FairShare;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobQueue;
import java.util.List;
import java.util.Optional;

/// How many more CPU units a queue may give to jobs: a fair-share queue keeps some for shares that are not active
/// yet (batch-semantics 5.3). Whether any environment has them is another matter.
final class QueueRoom {
    private static final long CPU_UNITS = 1024;

    private QueueRoom() {}

    static long of(BatchState batch, JobsState jobs, JobQueue queue, Optional<FairShare> rule) {
        List<ComputeEnvironment> environments = queue.environments().stream()
                .flatMap(name -> batch.environment(name).stream())
                .toList();
        boolean unbounded = environments.stream().anyMatch(one -> one.mostVcpus() == Integer.MAX_VALUE);
        if (rule.isEmpty() || unbounded) {
            return Long.MAX_VALUE;
        }
        int most = environments.stream().mapToInt(ComputeEnvironment::mostVcpus).sum();
        List<ShareOfQueue> shares = jobs.sharesOf(queue.name()).toList();
        long used = shares.stream().mapToLong(share -> share.use().running()).sum();
        return rule.get().room(most, shares.size()) * CPU_UNITS - used;
    }

    static long most(ComputeEnvironment environment) {
        return environment.mostVcpus() * CPU_UNITS;
    }
}
