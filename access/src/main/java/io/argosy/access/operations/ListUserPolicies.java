package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListUserPoliciesRequest;
import io.argosy.shapes.iam.ListUserPoliciesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.function.Function;

/// `ListUserPolicies`: the names of what is written into a user.
final class ListUserPolicies implements Operation<ListUserPoliciesRequest, ListUserPoliciesResponse> {
    private final Identities identities;

    ListUserPolicies(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListUserPoliciesRequest, ListUserPoliciesResponse> model() {
        return Iam.LIST_USER_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListUserPoliciesRequest request) {
        return identities.onUser("iam:ListUserPolicies", request.userName());
    }

    @Override
    public ListUserPoliciesResponse handle(Caller caller, ListUserPoliciesRequest request) {
        var names = identities.user(request.userName()).grants().inline().stream()
                .map(InlinePolicy::name)
                .toList();
        var page = IamPage.of(
                names, Function.identity(), IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListUserPoliciesResponse.builder()
                .policyNames(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
