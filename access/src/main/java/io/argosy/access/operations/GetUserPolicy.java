package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetUserPolicyRequest;
import io.argosy.shapes.iam.GetUserPolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetUserPolicy`: a policy that is written into a user.
final class GetUserPolicy implements Operation<GetUserPolicyRequest, GetUserPolicyResponse> {
    private final Identities identities;

    GetUserPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetUserPolicyRequest, GetUserPolicyResponse> model() {
        return Iam.GET_USER_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetUserPolicyRequest request) {
        return identities.onUser("iam:GetUserPolicy", request.userName());
    }

    @Override
    public GetUserPolicyResponse handle(Caller caller, GetUserPolicyRequest request) {
        User user = identities.user(request.userName());
        InlinePolicy policy = Identities.inline(user.grants(), "user", request.policyName());
        return GetUserPolicyResponse.builder()
                .userName(user.name())
                .policyName(policy.name())
                .policyDocument(Documents.written(policy.document()))
                .build();
    }
}
