package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListAttachedUserPoliciesRequest;
import io.argosy.shapes.iam.ListAttachedUserPoliciesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListAttachedUserPolicies`: the managed policies of a user.
final class ListAttachedUserPolicies
        implements Operation<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse> {
    private final Identities identities;

    ListAttachedUserPolicies(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListAttachedUserPoliciesRequest, ListAttachedUserPoliciesResponse> model() {
        return Iam.LIST_ATTACHED_USER_POLICIES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListAttachedUserPoliciesRequest request) {
        return identities.onUser("iam:ListAttachedUserPolicies", request.userName());
    }

    @Override
    public ListAttachedUserPoliciesResponse handle(Caller caller, ListAttachedUserPoliciesRequest request) {
        var arns = IamShapes.under(identities.user(request.userName()).grants().attached(), request.pathPrefix());
        var page = IamPage.of(
                arns.stream().map(IamShapes::attached).toList(),
                policy -> policy.policyName().orElse(""),
                IamPage.Asked.of(caller, request, request.maxItems(), request.marker()));
        return ListAttachedUserPoliciesResponse.builder()
                .attachedPolicies(page.items())
                .isTruncated(page.truncated())
                .marker(page.marker())
                .build();
    }
}
