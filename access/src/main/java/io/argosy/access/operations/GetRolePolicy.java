package io.argosy.access.operations;

import io.argosy.access.principals.InlinePolicy;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetRolePolicyRequest;
import io.argosy.shapes.iam.GetRolePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetRolePolicy`: a policy that is written into a role.
final class GetRolePolicy implements Operation<GetRolePolicyRequest, GetRolePolicyResponse> {
    private final Identities identities;

    GetRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetRolePolicyRequest, GetRolePolicyResponse> model() {
        return Iam.GET_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetRolePolicyRequest request) {
        return identities.onRole("iam:GetRolePolicy", request.roleName());
    }

    @Override
    public GetRolePolicyResponse handle(Caller caller, GetRolePolicyRequest request) {
        Role role = identities.role(request.roleName());
        InlinePolicy policy = Identities.inline(role.grants(), "role", request.policyName());
        return GetRolePolicyResponse.builder()
                .roleName(role.name())
                .policyName(policy.name())
                .policyDocument(Documents.written(policy.document()))
                .build();
    }
}
