package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListRolePoliciesRequest;
import io.argosy.shapes.iam.ListRolePoliciesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Function;

/// `ListRolePolicies`: the names of what is written into a role.
final class ListRolePolicies implements Operation<ListRolePoliciesRequest, ListRolePoliciesResponse> {
    private final Identities identities;

    ListRolePolicies(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListRolePoliciesRequest, ListRolePoliciesResponse> model() {
        return Iam.LIST_ROLE_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListRolePoliciesRequest request) {
        return identities.onRole("iam:ListRolePolicies", request.roleName());
    }

    @Override
    public ListRolePoliciesResponse handle(Caller caller, ListRolePoliciesRequest request) {
        var names = identities.role(request.roleName()).grants().inline().stream()
                .map(InlinePolicy::name)
                .toList();
        var page = IamPage.of(
                names, Function.identity(), IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListRolePoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
