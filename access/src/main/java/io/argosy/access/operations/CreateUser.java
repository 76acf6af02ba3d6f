package io.argosy.access.operations;

import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Grants;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.CreateUserRequest;
import io.argosy.shapes.iam.CreateUserResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CreateUser`: somebody new, who may do nothing yet.
final class CreateUser implements Operation<CreateUserRequest, CreateUserResponse> {
    private static final int MOST = 5_000;
    private final Identities identities;
    private final KeyMaker keys;

    CreateUser(Identities identities, KeyMaker keys) {
        this.identities = identities;
        this.keys = keys;
    }

    @Override
    public OperationModel<CreateUserRequest, CreateUserResponse> model() {
        return Iam.CREATE_USER;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateUserRequest request) {
        return identities.onNew("iam:CreateUser", "user", request.path(), request.userName());
    }

    @Override
    public CreateUserResponse handle(Caller caller, CreateUserRequest request) {
        IamErrors.requireNone("PermissionsBoundary", request.permissionsBoundary());
        User made = identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            if (state.user(request.userName()).isPresent()) {
                throw IamErrors.exists("User with name " + request.userName() + " already exists.")
                        .thrown();
            }
            if (state.users().size() >= MOST) {
                throw IamErrors.quota("UsersPerAccount", MOST).thrown();
            }
            var user = new User(
                    request.userName(),
                    request.path().orElse("/"),
                    keys.id("AIDA"),
                    IamShapes.checked(request.tags().orElse(List.of())),
                    Grants.NONE,
                    tx.now());
            tx.add(user);
            return user;
        });
        return CreateUserResponse.builder()
                .user(IamShapes.user(made, identities.account()))
                .build();
    }
}
