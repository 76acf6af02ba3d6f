package io.argosy.jobqueues.policies;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.jobqueues.resources.BatchPages;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.SchedulingPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ListSchedulingPoliciesRequest;
import io.argosy.shapes.batch.ListSchedulingPoliciesResponse;
import io.argosy.shapes.batch.SchedulingPolicyListingDetail;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListSchedulingPolicies`: the ARNs of all, in pages.
final class ListSchedulingPolicies implements Operation<ListSchedulingPoliciesRequest, ListSchedulingPoliciesResponse> {
    private final BatchStore store;

    ListSchedulingPolicies(BatchStore store) {
        this.store = store;
    }

    @Override
    public OperationModel<ListSchedulingPoliciesRequest, ListSchedulingPoliciesResponse> model() {
        return Batch.LIST_SCHEDULING_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListSchedulingPoliciesRequest request) {
        return List.of(Permission.on("batch:ListSchedulingPolicies"));
    }

    @Override
    public ListSchedulingPoliciesResponse handle(Caller caller, ListSchedulingPoliciesRequest request) {
        BatchState state = store.read(caller);
        Page<SchedulingPolicy> page = BatchPages.page(
                Listing.of(SchedulingPolicy::name, state.policies()::after),
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListSchedulingPoliciesResponse.builder()
                .schedulingPolicies(page.items().stream()
                        .map(policy -> SchedulingPolicyListingDetail.builder()
                                .arn(state.arns().policy(policy.name()))
                                .build())
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }
}
