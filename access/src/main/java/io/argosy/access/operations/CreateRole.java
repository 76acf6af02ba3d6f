package io.argosy.access.operations;

import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.CreateRoleRequest;
import io.argosy.shapes.iam.CreateRoleResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.List;

/// `CreateRole`: a role, and whom it trusts.
final class CreateRole implements Operation<CreateRoleRequest, CreateRoleResponse> {
    private static final int MOST = 1_000;
    private static final int USUAL_SESSION = 3_600;
    private final Identities identities;
    private final KeyMaker keys;

    CreateRole(Identities identities, KeyMaker keys) {
        this.identities = identities;
        this.keys = keys;
    }

    @Override
    public OperationModel<CreateRoleRequest, CreateRoleResponse> model() {
        return Iam.CREATE_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateRoleRequest request) {
        return identities.onNew("iam:CreateRole", "role", request.path(), request.roleName());
    }

    @Override
    public CreateRoleResponse handle(Caller caller, CreateRoleRequest request) {
        IamErrors.requireNone("PermissionsBoundary", request.permissionsBoundary());
        Role made = identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            if (state.role(request.roleName()).isPresent()) {
                throw IamErrors.exists("Role with name " + request.roleName() + " already exists.")
                        .thrown();
            }
            if (state.roles().size() >= MOST) {
                throw IamErrors.quota("RolesPerAccount", MOST).thrown();
            }
            Role role = role(request, tx.now());
            tx.add(role);
            return role;
        });
        return CreateRoleResponse.builder()
                .role(IamShapes.role(made, identities.account()))
                .build();
    }

    private Role role(CreateRoleRequest request, Instant now) {
        return new Role(
                request.roleName(),
                request.path().orElse("/"),
                keys.id("AROA"),
                Documents.trust(request.assumeRolePolicyDocument()),
                new Role.Settings(
                        request.description().orElse(""),
                        request.maxSessionDuration().orElse(USUAL_SESSION)),
                IamShapes.checked(request.tags().orElse(List.of())),
                Grants.NONE,
                now);
    }
}
