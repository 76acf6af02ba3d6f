package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeleteRolePolicyRequest;
import io.argosy.shapes.iam.DeleteRolePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRolePolicy`: takes a policy that is written into a role away.
final class DeleteRolePolicy implements Operation<DeleteRolePolicyRequest, DeleteRolePolicyResponse> {
    private final Identities identities;

    DeleteRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeleteRolePolicyRequest, DeleteRolePolicyResponse> model() {
        return Iam.DELETE_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRolePolicyRequest request) {
        return identities.onRole("iam:DeleteRolePolicy", request.roleName());
    }

    @Override
    public DeleteRolePolicyResponse handle(Caller caller, DeleteRolePolicyRequest request) {
        identities.grantRole(request.roleName(), Identities.removing("role", request.policyName()));
        return DeleteRolePolicyResponse.builder().build();
    }
}
