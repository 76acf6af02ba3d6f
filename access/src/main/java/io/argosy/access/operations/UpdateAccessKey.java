package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.UpdateAccessKeyRequest;
import io.argosy.shapes.iam.UpdateAccessKeyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UpdateAccessKey`: switches a key off and on.
final class UpdateAccessKey implements Operation<UpdateAccessKeyRequest, UpdateAccessKeyResponse> {
    private final Identities identities;

    UpdateAccessKey(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<UpdateAccessKeyRequest, UpdateAccessKeyResponse> model() {
        return Iam.UPDATE_ACCESS_KEY;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateAccessKeyRequest request) {
        return identities.onUserOr("iam:UpdateAccessKey", caller, request.userName());
    }

    @Override
    public UpdateAccessKeyResponse handle(Caller caller, UpdateAccessKeyRequest request) {
        String name = identities.userOr(caller, request.userName());
        if (!request.status().equals("Active") && !request.status().equals("Inactive")) {
            throw IamErrors.invalidInput("A key is Active or Inactive.").thrown();
        }
        identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            User user = Identities.user(state, name);
            UserKey key = state.keysOf(user.name()).stream()
                    .filter(one -> one.id().equals(request.accessKeyId()))
                    .findFirst()
                    .orElseThrow(() -> IamErrors.noKey(request.accessKeyId()).thrown());
            tx.update(key.activated(request.status().equals("Active")));
            return key;
        });
        return UpdateAccessKeyResponse.builder().build();
    }
}
