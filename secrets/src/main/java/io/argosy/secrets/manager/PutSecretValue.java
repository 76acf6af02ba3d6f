package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.PutSecretValueRequest;
import io.argosy.shapes.secretsmanager.PutSecretValueResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Stream;

/// `PutSecretValue`: another value, current from now on unless other stages are named.
final class PutSecretValue implements Operation<PutSecretValueRequest, PutSecretValueResponse> {
    private final SecretStore secrets;

    PutSecretValue(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<PutSecretValueRequest, PutSecretValueResponse> model() {
        return SecretsManager.PUT_SECRET_VALUE;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutSecretValueRequest request) {
        return secrets.on("PutSecretValue", caller, request.secretId());
    }

    @Override
    public PutSecretValueResponse handle(Caller caller, PutSecretValueRequest request) {
        SecretErrors.requireNone("RotationToken", request.rotationToken().isPresent());
        GivenValue value = GivenValue.of(request.secretString(), request.secretBinary())
                .orElseThrow(() -> SecretErrors.request("You must provide either SecretString or SecretBinary."));
        String token = NewVersion.token(request.clientRequestToken());
        return secrets.write(caller, tx -> {
            SecretsState state = SecretsState.of(tx.state());
            StoredSecret secret = secrets.live(state, caller, request.secretId());
            if (!secrets.repeated(state, caller, secret, token, value)) {
                secrets.add(tx, caller, secret, token, value, stages(state, secret, request));
                tx.update(secret.changed(tx.now()));
            }
            return PutSecretValueResponse.builder()
                    .arn(secret.arn(caller.realm()))
                    .name(secret.name())
                    .versionId(token)
                    .versionStages(SecretsState.of(tx.state())
                            .version(secret, token)
                            .map(SecretVersion::stages)
                            .filter(stages -> !stages.isEmpty()))
                    .build();
        });
    }

    /// The first value is the current one, whatever else it is.
    private static List<String> stages(SecretsState state, StoredSecret secret, PutSecretValueRequest request) {
        List<String> asked = request.versionStages().orElse(List.of(SecretVersion.CURRENT));
        boolean first = state.at(secret, SecretVersion.CURRENT).isEmpty();
        return Stream.concat(asked.stream(), first ? Stream.of(SecretVersion.CURRENT) : Stream.<String>empty())
                .distinct()
                .toList();
    }
}
