package io.argosy.jobqueues.queues;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.JobQueue.Status;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeleteJobQueueRequest;
import io.argosy.shapes.batch.DeleteJobQueueResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteJobQueue`: of one that is DISABLED. It is DELETING until its jobs are over, and then it is gone.
final class DeleteJobQueue implements Operation<DeleteJobQueueRequest, DeleteJobQueueResponse> {
    private final BatchStore store;
    private final LeavingQueues leaving;

    DeleteJobQueue(BatchStore store, LeavingQueues leaving) {
        this.store = store;
        this.leaving = leaving;
    }

    @Override
    public OperationModel<DeleteJobQueueRequest, DeleteJobQueueResponse> model() {
        return Batch.DELETE_JOB_QUEUE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteJobQueueRequest request) {
        return List.of(QueuePermissions.on("DeleteJobQueue", store.read(caller), request.jobQueue()));
    }

    @Override
    public DeleteJobQueueResponse handle(Caller caller, DeleteJobQueueRequest request) {
        boolean known = store.write(caller.realm(), (tx, state) -> leave(tx, state, request.jobQueue()));
        if (known) {
            leaving.pass(caller.realm());
        }
        return DeleteJobQueueResponse.builder().build();
    }

    /// One that is unknown is gone already.
    private static boolean leave(AccountTransaction tx, BatchState state, String nameOrArn) {
        state.queue(nameOrArn).ifPresent(queue -> {
            if (queue.status() == Status.DELETING) {
                throw BatchErrors.plain("Cannot delete, resource is being modified");
            }
            if (queue.enabled()) {
                throw BatchErrors.plain("Cannot delete, state must be DISABLED");
            }
            tx.update(queue.with(Status.DELETING));
        });
        return state.queue(nameOrArn).isPresent();
    }
}
