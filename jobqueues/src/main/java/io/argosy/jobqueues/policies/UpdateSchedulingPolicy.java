package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.UpdateSchedulingPolicyRequest;
import io.argosy.shapes.batch.UpdateSchedulingPolicyResponse;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UpdateSchedulingPolicy`: another body of the same kind, which jobs that wait are served by from now on.
final class UpdateSchedulingPolicy implements Operation<UpdateSchedulingPolicyRequest, UpdateSchedulingPolicyResponse> {
    private final BatchStore store;

    UpdateSchedulingPolicy(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<UpdateSchedulingPolicyRequest, UpdateSchedulingPolicyResponse> model() {
        return Batch.UPDATE_SCHEDULING_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateSchedulingPolicyRequest request) {
        return List.of(PolicyPermissions.on("UpdateSchedulingPolicy", store.read(caller), request.arn()));
    }

    @Override
    public UpdateSchedulingPolicyResponse handle(Caller caller, UpdateSchedulingPolicyRequest request) {
        store.write(caller.realm(), (tx, state) -> changed(caller, tx, state, request));
        return UpdateSchedulingPolicyResponse.builder().build();
    }

    private static SchedulingPolicy changed(
            Caller caller, AccountTransaction tx, BatchState state, UpdateSchedulingPolicyRequest request) {
        SchedulingPolicy there = state.policy(request.arn()).orElseThrow(() -> BatchErrors.missing(request.arn()));
        SchedulingPolicy changed = there.with(rule(caller, there, request));
        tx.update(changed);
        return changed;
    }

    private static SchedulingPolicy.Rule rule(
            Caller caller, SchedulingPolicy there, UpdateSchedulingPolicyRequest request) {
        boolean fair = there.rule() instanceof SchedulingPolicy.Rule.FairShare;
        boolean other = fair
                ? request.quotaSharePolicy().isPresent()
                : request.fairsharePolicy().isPresent();
        if (other) {
            throw BatchErrors.wrapped(caller, "The kind of a scheduling policy cannot change");
        }
        return fair
                ? request.fairsharePolicy()
                        .map(asked -> FairShares.rule(caller, asked))
                        .orElse(there.rule())
                : request.quotaSharePolicy()
                        .<SchedulingPolicy.Rule>map(SchedulingPolicy.Rule.QuotaShare::new)
                        .orElse(there.rule());
    }
}
