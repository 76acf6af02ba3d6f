package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.secretsmanager.UpdateSecretVersionStageRequest;
import io.argosy.shapes.secretsmanager.UpdateSecretVersionStageResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `UpdateSecretVersionStage`: moves a stage from one version to another, adds one, or takes one away.
final class UpdateSecretVersionStage
        implements Operation<UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse> {
    private final SecretStore secrets;

    UpdateSecretVersionStage(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<UpdateSecretVersionStageRequest, UpdateSecretVersionStageResponse> model() {
        return SecretsManager.UPDATE_SECRET_VERSION_STAGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateSecretVersionStageRequest request) {
        return secrets.on("UpdateSecretVersionStage", caller, request.secretId()).stream()
                .map(wanted -> wanted.with("secretsmanager:VersionStage", request.versionStage()))
                .toList();
    }

    @Override
    public UpdateSecretVersionStageResponse handle(Caller caller, UpdateSecretVersionStageRequest request) {
        StoredSecret moved = secrets.write(caller, tx -> {
            SecretsState state = SecretsState.of(tx.state());
            StoredSecret secret = secrets.live(state, caller, request.secretId());
            check(state, secret, request);
            List<SecretVersion> versions = state.versionsOf(secret);
            Stages stages = Stages.of(versions);
            String stage = request.versionStage();
            SecretStore.restage(
                    tx,
                    versions,
                    request.moveToVersionId().map(to -> stages.to(to, stage)).orElseGet(() -> stages.without(stage)));
            tx.update(secret.changed(tx.now()));
            return secret;
        });
        return UpdateSecretVersionStageResponse.builder()
                .arn(moved.arn(caller.realm()))
                .name(moved.name())
                .build();
    }

    private static void check(SecretsState state, StoredSecret secret, UpdateSecretVersionStageRequest request) {
        String stage = request.versionStage();
        Optional<String> to = request.moveToVersionId();
        Optional<String> from = request.removeFromVersionId();
        if (to.isEmpty() && stage.equals(SecretVersion.CURRENT)) {
            throw SecretErrors.parameter("You can only move staging label AWSCURRENT to a different secret version."
                    + " It can't be completely removed.");
        }
        if (to.filter(id -> state.version(secret, id).isEmpty()).isPresent()
                || from.filter(id -> state.version(secret, id).isEmpty()).isPresent()) {
            throw SecretErrors.noVersion();
        }
        Optional<String> holder = state.at(secret, stage).map(SecretVersion::id);
        if (holder.isPresent() && from.isEmpty() && !holder.equals(to)) {
            throw SecretErrors.parameter("The parameter RemoveFromVersionId can't be empty. Staging label " + stage
                    + " is currently attached to version " + holder.get()
                    + ", so you must explicitly reference that version in RemoveFromVersionId.");
        }
        if (from.isPresent() && !from.equals(holder)) {
            throw SecretErrors.parameter("Staging label " + stage + " is not attached to version " + from.get() + ".");
        }
    }
}
