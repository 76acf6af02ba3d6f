package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.secrets.manager.StoredSecret.Deletion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.DescribeSecretRequest;
import io.argosy.shapes.secretsmanager.DescribeSecretResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `DescribeSecret`: all about a secret but its values.
final class DescribeSecret implements Operation<DescribeSecretRequest, DescribeSecretResponse> {
    private final SecretStore secrets;

    DescribeSecret(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<DescribeSecretRequest, DescribeSecretResponse> model() {
        return SecretsManager.DESCRIBE_SECRET;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeSecretRequest request) {
        return secrets.on("DescribeSecret", caller, request.secretId());
    }

    @Override
    public DescribeSecretResponse handle(Caller caller, DescribeSecretRequest request) {
        SecretsState state = secrets.read(caller);
        StoredSecret secret = secrets.existing(state, caller, request.secretId());
        return DescribeSecretResponse.builder()
                .arn(secret.arn(caller.realm()))
                .name(secret.name())
                .description(some(secret.description()))
                .kmsKeyId(some(secret.kmsKeyId()))
                .lastChangedDate(secret.changedAt())
                .createdDate(secret.createdAt())
                .deletedDate(deleted(secret))
                .tags(secret.tags())
                .versionIdsToStages(Optional.of(stages(state, secret)).filter(all -> !all.isEmpty()))
                .build();
    }

    static Optional<Instant> deleted(StoredSecret secret) {
        return switch (secret.deletion()) {
            case Deletion.None() -> Optional.empty();
            case Deletion.Scheduled(Instant since, var _) -> Optional.of(since);
        };
    }

    static Optional<String> some(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    static Map<String, List<String>> stages(SecretsState state, StoredSecret secret) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        state.versionsOf(secret).stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> all.put(version.id(), version.stages()));
        return all;
    }
}
