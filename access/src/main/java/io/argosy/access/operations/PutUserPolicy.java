package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.PutUserPolicyRequest;
import io.argosy.shapes.iam.PutUserPolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutUserPolicy`: writes a policy into a user, in place of one of the same name.
final class PutUserPolicy implements Operation<PutUserPolicyRequest, PutUserPolicyResponse> {
    private final Identities identities;

    PutUserPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<PutUserPolicyRequest, PutUserPolicyResponse> model() {
        return Iam.PUT_USER_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutUserPolicyRequest request) {
        return identities.onUser("iam:PutUserPolicy", request.userName());
    }

    @Override
    public PutUserPolicyResponse handle(Caller caller, PutUserPolicyRequest request) {
        var policy = new InlinePolicy(request.policyName(), Documents.identity(request.policyDocument()));
        identities.grantUser(request.userName(), grants -> grants.with(policy));
        return PutUserPolicyResponse.builder().build();
    }
}
