package io.argosy.secrets.manager;

import io.argosy.model.Caller;
import io.argosy.secrets.manager.StoredSecret.Deletion;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.secretsmanager.DeleteSecretRequest;
import io.argosy.shapes.secretsmanager.DeleteSecretResponse;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.state.AccountTransaction;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// `DeleteSecret`: marks a secret, which ends with its recovery window, or ends it at once.
final class DeleteSecret implements Operation<DeleteSecretRequest, DeleteSecretResponse> {
    private static final long SHORTEST = 7;
    private static final long LONGEST = 30;

    private final SecretStore secrets;

    DeleteSecret(SecretStore secrets) {
        this.secrets = secrets;
    }

    @Override
    public OperationModel<DeleteSecretRequest, DeleteSecretResponse> model() {
        return SecretsManager.DELETE_SECRET;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteSecretRequest request) {
        boolean force = request.forceDeleteWithoutRecovery().orElse(false);
        return secrets.on("DeleteSecret", caller, request.secretId()).stream()
                .map(wanted -> wanted.with("secretsmanager:ForceDeleteWithoutRecovery", String.valueOf(force))
                        .with(
                                "secretsmanager:RecoveryWindowInDays",
                                request.recoveryWindowInDays()
                                        .map(days -> List.of(String.valueOf(days)))
                                        .orElse(List.of())))
                .toList();
    }

    @Override
    public DeleteSecretResponse handle(Caller caller, DeleteSecretRequest request) {
        boolean force = request.forceDeleteWithoutRecovery().orElse(false);
        if (force && request.recoveryWindowInDays().isPresent()) {
            throw SecretErrors.parameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        long days = request.recoveryWindowInDays().orElse(LONGEST);
        if (days < SHORTEST || days > LONGEST) {
            throw SecretErrors.parameter("The RecoveryWindowInDays value must be between " + SHORTEST + " and "
                    + LONGEST + " days (inclusive).");
        }
        return secrets.write(
                caller, tx -> force ? ended(tx, caller, request.secretId()) : marked(tx, caller, request, days));
    }

    /// One that is gone already is not missed.
    private DeleteSecretResponse ended(AccountTransaction tx, Caller caller, String id) {
        Optional<StoredSecret> known = secrets.find(SecretsState.of(tx.state()), caller.realm(), id);
        known.ifPresent(secret -> SecretStore.remove(tx, secret));
        return known.map(secret -> answer(caller, secret, tx.now()))
                .orElseGet(() -> DeleteSecretResponse.builder()
                        .arn(id.startsWith("arn:") ? id : StoredSecret.arnOf(caller.realm(), id))
                        .name(id)
                        .deletionDate(tx.now())
                        .build());
    }

    private DeleteSecretResponse marked(AccountTransaction tx, Caller caller, DeleteSecretRequest request, long days) {
        StoredSecret secret = secrets.existing(SecretsState.of(tx.state()), caller, request.secretId());
        if (secret.leaving()) {
            throw SecretErrors.request("You can't perform this operation on the secret because it was already"
                    + " scheduled for deletion.");
        }
        Instant end = tx.now().plus(Duration.ofDays(days));
        tx.update(secret.with(new Deletion.Scheduled(tx.now(), end), tx.now()));
        return answer(caller, secret, end);
    }

    private static DeleteSecretResponse answer(Caller caller, StoredSecret secret, Instant end) {
        return DeleteSecretResponse.builder()
                .arn(secret.arn(caller.realm()))
                .name(secret.name())
                .deletionDate(end)
                .build();
    }
}
