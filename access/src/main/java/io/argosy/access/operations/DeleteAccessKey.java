package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeleteAccessKeyRequest;
import io.argosy.shapes.iam.DeleteAccessKeyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteAccessKey`: the key is nobody's from the next request on.
final class DeleteAccessKey implements Operation<DeleteAccessKeyRequest, DeleteAccessKeyResponse> {
    private final Identities identities;

    DeleteAccessKey(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeleteAccessKeyRequest, DeleteAccessKeyResponse> model() {
        return Iam.DELETE_ACCESS_KEY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteAccessKeyRequest request) {
        return identities.onUserOr("iam:DeleteAccessKey", caller, request.userName());
    }

    @Override
    public DeleteAccessKeyResponse handle(Caller caller, DeleteAccessKeyRequest request) {
        String name = identities.userOr(caller, request.userName());
        identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            User user = Identities.user(state, name);
            UserKey key = state.keysOf(user.name()).stream()
                    .filter(one -> one.id().equals(request.accessKeyId()))
                    .findFirst()
                    .orElseThrow(() -> IamErrors.noKey(request.accessKeyId()).thrown());
            tx.remove(key);
            return key;
        });
        return DeleteAccessKeyResponse.builder().build();
    }
}
