package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListAttachedRolePoliciesRequest;
import io.argosy.shapes.iam.ListAttachedRolePoliciesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListAttachedRolePolicies`: the managed policies of a role.
final class ListAttachedRolePolicies
        implements Operation<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> {
    private final Identities identities;

    ListAttachedRolePolicies(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListAttachedRolePoliciesRequest, ListAttachedRolePoliciesResponse> model() {
        return Iam.LIST_ATTACHED_ROLE_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAttachedRolePoliciesRequest request) {
        return identities.onRole("iam:ListAttachedRolePolicies", request.roleName());
    }

    @Override
    public ListAttachedRolePoliciesResponse handle(Caller caller, ListAttachedRolePoliciesRequest request) {
        var arns = IamShapes.under(identities.role(request.roleName()).grants().attached(), request.pathPrefix());
        var page = IamPage.of(
                arns.stream().map(IamShapes::attached).toList(),
                policy -> policy.policyName().orElse(""),
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListAttachedRolePoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
