package io.argosy.access.operations;

import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.User;
import io.argosy.access.principals.UserKey;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.AccessKey;
import io.argosy.shapes.iam.CreateAccessKeyRequest;
import io.argosy.shapes.iam.CreateAccessKeyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `CreateAccessKey`: a key of a user; its secret is told this once.
final class CreateAccessKey implements Operation<CreateAccessKeyRequest, CreateAccessKeyResponse> {
    private static final int MOST = 2;
    private final Identities identities;
    private final KeyMaker keys;

    CreateAccessKey(Identities identities, KeyMaker keys) {
        this.identities = identities;
        this.keys = keys;
    }

    @Override
    public OperationModel<CreateAccessKeyRequest, CreateAccessKeyResponse> model() {
        return Iam.CREATE_ACCESS_KEY;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateAccessKeyRequest request) {
        return identities.onUserOr("iam:CreateAccessKey", caller, request.userName());
    }

    @Override
    public CreateAccessKeyResponse handle(Caller caller, CreateAccessKeyRequest request) {
        String name = identities.userOr(caller, request.userName());
        UserKey made = identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            User user = Identities.user(state, name);
            if (state.keysOf(user.name()).size() >= MOST) {
                throw IamErrors.quota("AccessKeysPerUser", MOST).thrown();
            }
            UserKey key = keys.ofUser(user.name(), tx.now());
            tx.add(key);
            return key;
        });
        return CreateAccessKeyResponse.builder()
                .accessKey(AccessKey.builder()
                        .userName(made.user())
                        .accessKeyId(made.id())
                        .status(made.status())
                        .secretAccessKey(made.secret())
                        .createDate(made.createdAt())
                        .build())
                .build();
    }
}
