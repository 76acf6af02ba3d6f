package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeleteRoleRequest;
import io.argosy.shapes.iam.DeleteRoleResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRole`: of a role without policies; keys of its sessions end with it.
final class DeleteRole implements Operation<DeleteRoleRequest, DeleteRoleResponse> {
    private final Identities identities;

    DeleteRole(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeleteRoleRequest, DeleteRoleResponse> model() {
        return Iam.DELETE_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRoleRequest request) {
        return identities.onRole("iam:DeleteRole", request.roleName());
    }

    @Override
    public DeleteRoleResponse handle(Caller caller, DeleteRoleRequest request) {
        identities.write(tx -> {
            Role role = Identities.role(AccessState.of(tx.state()), request.roleName());
            Identities.requireNoPolicies(role);
            tx.remove(role);
            return role;
        });
        return DeleteRoleResponse.builder().build();
    }
}
