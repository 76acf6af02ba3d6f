package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.secretsmanager.UpdateSecretRequest;
import io.argosy.shapes.secretsmanager.UpdateSecretResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateSecret`: its description, its key, and a value that is current from now on.
final class UpdateSecret implements Operation<UpdateSecretRequest, UpdateSecretResponse> {
    private final SecretStore secrets;

    UpdateSecret(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<UpdateSecretRequest, UpdateSecretResponse> model() {
        return SecretsManager.UPDATE_SECRET;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateSecretRequest request) {
        return secrets.on("UpdateSecret", caller, request.secretId());
    }

    @Override
    public UpdateSecretResponse handle(Caller caller, UpdateSecretRequest request) {
        SecretErrors.requireNone("Type", request.type().isPresent());
        Optional<GivenValue> value = GivenValue.of(request.secretString(), request.secretBinary());
        Optional<String> token = value.map(_ -> NewVersion.token(request.clientRequestToken()));
        StoredSecret updated = secrets.write(caller, tx -> {
            SecretsState state = SecretsState.of(tx.state());
            StoredSecret secret = secrets.live(state, caller, request.secretId());
            if (value.isPresent() && !secrets.repeated(state, caller, secret, token.orElseThrow(), value.get())) {
                secrets.add(tx, caller, secret, token.orElseThrow(), value.get(), List.of(SecretVersion.CURRENT));
            }
            tx.update(secret.described(
                    request.description().orElse(secret.description()),
                    request.kmsKeyId().orElse(secret.kmsKeyId()),
                    tx.now()));
            return secret;
        });
        return UpdateSecretResponse.builder()
                .arn(updated.arn(caller.realm()))
                .name(updated.name())
                .versionId(token)
                .build();
    }
}
