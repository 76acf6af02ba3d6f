package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.GetSecretValueResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `GetSecretValue`: the current value, or that of a version or stage.
final class GetSecretValue implements Operation<GetSecretValueRequest, GetSecretValueResponse> {
    private final SecretStore secrets;

    GetSecretValue(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<GetSecretValueRequest, GetSecretValueResponse> model() {
        return SecretsManager.GET_SECRET_VALUE;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetSecretValueRequest request) {
        return secrets.on("GetSecretValue", caller, request.secretId()).stream()
                .map(wanted -> wanted.with(
                                "secretsmanager:VersionId",
                                request.versionId().map(List::of).orElse(List.of()))
                        .with(
                                "secretsmanager:VersionStage",
                                request.versionStage().map(List::of).orElse(List.of())))
                .toList();
    }

    @Override
    public GetSecretValueResponse handle(Caller caller, GetSecretValueRequest request) {
        SecretsState state = secrets.read(caller);
        StoredSecret secret = secrets.live(state, caller, request.secretId());
        SecretVersion version = version(state, secret, request);
        GivenValue value = secrets.value(caller, secret, version);
        return GetSecretValueResponse.builder()
                .arn(secret.arn(caller.realm()))
                .name(secret.name())
                .versionId(version.id())
                .secretString(value.string())
                .secretBinary(value.binary())
                .versionStages(Optional.of(version.stages()).filter(stages -> !stages.isEmpty()))
                .createdDate(version.createdAt())
                .build();
    }

    private static SecretVersion version(SecretsState state, StoredSecret secret, GetSecretValueRequest request) {
        if (request.versionId().isEmpty()) {
            String stage = request.versionStage().orElse(SecretVersion.CURRENT);
            return state.at(secret, stage).orElseThrow(() -> SecretErrors.noValue("staging label: " + stage));
        }
        String id = request.versionId().get();
        SecretVersion version = state.version(secret, id).orElseThrow(() -> SecretErrors.noValue("VersionId: " + id));
        if (request.versionStage().filter(stage -> !version.at(stage)).isPresent()) {
            throw SecretErrors.request("You provided a VersionStage that is not associated to the provided VersionId.");
        }
        return version;
    }
}
