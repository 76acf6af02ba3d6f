package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.PutRolePolicyRequest;
import io.argosy.shapes.iam.PutRolePolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutRolePolicy`: writes a policy into a role, in place of one of the same name.
final class PutRolePolicy implements Operation<PutRolePolicyRequest, PutRolePolicyResponse> {
    private final Identities identities;

    PutRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<PutRolePolicyRequest, PutRolePolicyResponse> model() {
        return Iam.PUT_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutRolePolicyRequest request) {
        return identities.onRole("iam:PutRolePolicy", request.roleName());
    }

    @Override
    public PutRolePolicyResponse handle(Caller caller, PutRolePolicyRequest request) {
        var policy = new InlinePolicy(request.policyName(), Documents.identity(request.policyDocument()));
        identities.grantRole(request.roleName(), grants -> grants.with(policy));
        return PutRolePolicyResponse.builder().build();
    }
}
