package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.UntagRoleRequest;
import io.argosy.shapes.iam.UntagRoleResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagRole`: takes tags from a role.
final class UntagRole implements Operation<UntagRoleRequest, UntagRoleResponse> {
    private final Identities identities;

    UntagRole(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<UntagRoleRequest, UntagRoleResponse> model() {
        return Iam.UNTAG_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagRoleRequest request) {
        return identities.onRole("iam:UntagRole", request.roleName()).stream()
                .map(permission -> permission.withTagKeys(request.tagKeys()))
                .toList();
    }

    @Override
    public UntagRoleResponse handle(Caller caller, UntagRoleRequest request) {
        identities.write(tx -> {
            Role role = Identities.role(AccessState.of(tx.state()), request.roleName());
            tx.update(role.tagged(role.tags().stream()
                    .filter(tag -> !request.tagKeys().contains(tag.key()))
                    .toList()));
            return role;
        });
        return UntagRoleResponse.builder().build();
    }
}
