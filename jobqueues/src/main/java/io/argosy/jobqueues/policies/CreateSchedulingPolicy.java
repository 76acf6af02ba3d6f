package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchArns;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.CreateSchedulingPolicyRequest;
import io.argosy.shapes.batch.CreateSchedulingPolicyResponse;
import io.argosy.shapes.batch.FairsharePolicy;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CreateSchedulingPolicy`: how shares are served, or by quota; fairly where nothing is said.
final class CreateSchedulingPolicy implements Operation<CreateSchedulingPolicyRequest, CreateSchedulingPolicyResponse> {
    private final BatchStore store;

    CreateSchedulingPolicy(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<CreateSchedulingPolicyRequest, CreateSchedulingPolicyResponse> model() {
        return Batch.CREATE_SCHEDULING_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateSchedulingPolicyRequest request) {
        return BatchPermissions.making(
                "CreateSchedulingPolicy", new BatchArns(caller.realm()).policy(request.name()), request.tags());
    }

    @Override
    public CreateSchedulingPolicyResponse handle(Caller caller, CreateSchedulingPolicyRequest request) {
        BatchNames.check(caller, "name", request.name());
        SchedulingPolicy.Rule rule = rule(caller, request);
        SchedulingPolicy made = store.write(caller.realm(), (tx, state) -> made(tx, state, request, rule));
        return CreateSchedulingPolicyResponse.builder()
                .name(made.name())
                .arn(new BatchArns(caller.realm()).policy(made.name()))
                .build();
    }

    private static SchedulingPolicy.Rule rule(Caller caller, CreateSchedulingPolicyRequest request) {
        if (request.quotaSharePolicy().isEmpty()) {
            return FairShares.rule(
                    caller,
                    request.fairsharePolicy()
                            .orElseGet(() -> FairsharePolicy.builder().build()));
        }
        if (request.fairsharePolicy().isPresent()) {
            throw BatchErrors.wrapped(caller, "fairsharePolicy and quotaSharePolicy cannot both be set");
        }
        return new SchedulingPolicy.Rule.QuotaShare(request.quotaSharePolicy().get());
    }

    private static SchedulingPolicy made(
            AccountTransaction tx,
            BatchState state,
            CreateSchedulingPolicyRequest request,
            SchedulingPolicy.Rule rule) {
        if (state.policies().get(request.name()).isPresent()) {
            throw BatchErrors.plain("Object already exists");
        }
        BatchStore.requireRoom(state.policies().size(), "scheduling policies");
        var policy = new SchedulingPolicy(request.name(), rule, ResourceTags.given(request.tags()), tx.now());
        tx.add(policy);
        return policy;
    }
}
