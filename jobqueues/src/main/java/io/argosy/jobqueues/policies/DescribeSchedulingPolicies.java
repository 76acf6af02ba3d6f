package io.argosy.jobqueues.policies;

import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.DescribeSchedulingPoliciesRequest;
import io.argosy.shapes.batch.DescribeSchedulingPoliciesResponse;
import io.argosy.shapes.batch.SchedulingPolicyDetail;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeSchedulingPolicies`: those named, unknown ones left out.
final class DescribeSchedulingPolicies
        implements Operation<DescribeSchedulingPoliciesRequest, DescribeSchedulingPoliciesResponse> {
    private static final int MOST = 100;

    private final BatchStore store;

    DescribeSchedulingPolicies(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<DescribeSchedulingPoliciesRequest, DescribeSchedulingPoliciesResponse> model() {
        return Batch.DESCRIBE_SCHEDULING_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeSchedulingPoliciesRequest request) {
        return List.of(Permission.on("batch:DescribeSchedulingPolicies"));
    }

    @Override
    public DescribeSchedulingPoliciesResponse handle(Caller caller, DescribeSchedulingPoliciesRequest request) {
        if (request.arns().size() > MOST) {
            throw BatchErrors.wrapped(caller, "At most " + MOST + " scheduling policies can be described at once");
        }
        BatchState state = store.read(caller);
        return DescribeSchedulingPoliciesResponse.builder()
                .schedulingPolicies(request.arns().stream()
                        .flatMap(arn -> state.policy(arn).stream())
                        .map(policy -> shown(policy, state))
                        .toList())
                .build();
    }

    private static SchedulingPolicyDetail shown(SchedulingPolicy policy, BatchState state) {
        var shown = SchedulingPolicyDetail.builder()
                .name(policy.name())
                .arn(state.arns().policy(policy.name()))
                .tags(policy.tags());
        return switch (policy.rule()) {
            case SchedulingPolicy.Rule.FairShare(var fair) ->
                shown.fairsharePolicy(fair).build();
            case SchedulingPolicy.Rule.QuotaShare(var quota) ->
                shown.quotaSharePolicy(quota).build();
        };
    }
}
