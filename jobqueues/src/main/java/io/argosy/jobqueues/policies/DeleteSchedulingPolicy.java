package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DeleteSchedulingPolicyRequest;
import io.argosy.shapes.batch.DeleteSchedulingPolicyResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DeleteSchedulingPolicy`: of one that no queue names; one that is unknown is gone already.
final class DeleteSchedulingPolicy implements Operation<DeleteSchedulingPolicyRequest, DeleteSchedulingPolicyResponse> {
    private final BatchStore store;

    DeleteSchedulingPolicy(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DeleteSchedulingPolicyRequest, DeleteSchedulingPolicyResponse> model() {
        return Batch.DELETE_SCHEDULING_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteSchedulingPolicyRequest request) {
        return List.of(PolicyPermissions.on("DeleteSchedulingPolicy", store.read(caller), request.arn()));
    }

    @Override
    public DeleteSchedulingPolicyResponse handle(Caller caller, DeleteSchedulingPolicyRequest request) {
        store.write(caller.realm(), (tx, state) -> removed(tx, state, request.arn()));
        return DeleteSchedulingPolicyResponse.builder().build();
    }

    private static Optional<SchedulingPolicy> removed(AccountTransaction tx, BatchState state, String arn) {
        Optional<SchedulingPolicy> there = state.policy(arn);
        there.ifPresent(policy -> {
            if (state.queues().values().stream()
                    .anyMatch(queue ->
                            queue.policy().filter(policy.name()::equals).isPresent())) {
                throw BatchErrors.plain("Cannot delete, found existing JobQueue relationship");
            }
            tx.remove(policy);
        });
        return there;
    }
}
