package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.RestoreSecretRequest;
import io.argosy.shapes.secretsmanager.RestoreSecretResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RestoreSecret`: a secret that was to be deleted stays.
final class RestoreSecret implements Operation<RestoreSecretRequest, RestoreSecretResponse> {
    private final SecretStore secrets;

    RestoreSecret(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<RestoreSecretRequest, RestoreSecretResponse> model() {
        return SecretsManager.RESTORE_SECRET;
    }

    @Override
    public List<Permission> permissions(Caller caller, RestoreSecretRequest request) {
        return secrets.on("RestoreSecret", caller, request.secretId());
    }

    @Override
    public RestoreSecretResponse handle(Caller caller, RestoreSecretRequest request) {
        StoredSecret restored = secrets.write(caller, tx -> {
            StoredSecret secret = secrets.existing(SecretsState.of(tx.state()), caller, request.secretId());
            if (secret.leaving()) {
                tx.update(secret.with(new StoredSecret.Deletion.None(), tx.now()));
            }
            return secret;
        });
        return RestoreSecretResponse.builder()
                .arn(restored.arn(caller.realm()))
                .name(restored.name())
                .build();
    }
}
