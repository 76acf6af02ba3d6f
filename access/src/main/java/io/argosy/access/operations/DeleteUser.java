package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.User;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeleteUserRequest;
import io.argosy.shapes.iam.DeleteUserResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteUser`: of a user without keys and policies.
final class DeleteUser implements Operation<DeleteUserRequest, DeleteUserResponse> {
    private final Identities identities;

    DeleteUser(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeleteUserRequest, DeleteUserResponse> model() {
        return Iam.DELETE_USER;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteUserRequest request) {
        return identities.onUser("iam:DeleteUser", request.userName());
    }

    @Override
    public DeleteUserResponse handle(Caller caller, DeleteUserRequest request) {
        identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            User user = Identities.user(state, request.userName());
            Identities.requireNoPolicies(user);
            if (!state.keysOf(user.name()).isEmpty()) {
                throw IamErrors.conflict("Cannot delete entity, must delete access keys first.")
                        .thrown();
            }
            tx.remove(user);
            return user;
        });
        return DeleteUserResponse.builder().build();
    }
}
