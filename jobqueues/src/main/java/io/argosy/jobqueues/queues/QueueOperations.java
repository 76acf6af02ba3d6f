package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;

/// What can be asked about job queues, beside the jobs in them.
public final class QueueOperations {
    private QueueOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store, LeavingQueues leaving) {
        return List.of(
                new CreateJobQueue(store),
                new UpdateJobQueue(store),
                new DeleteJobQueue(store, leaving),
                new DescribeJobQueues(store));
    }
}
