package io.argosy.pipelines;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.DeleteSecretRequest;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.LocalCalls;
import java.util.function.Supplier;

/// The secrets of webhooks, where all secrets lie: in Secrets Manager, encrypted at rest.
final class WebhookSecrets {
    private final LocalCalls calls;
    private final Supplier<String> ids;

    WebhookSecrets(LocalCalls calls, Supplier<String> ids) {
        this.calls = calls;
        this.ids = ids;
    }

    /// The ARN under which the value lies.
    String put(AccountRegion realm, String pipeline, String value) {
        String id = ids.get();
        return calls.call(
                        SecretsManager.CREATE_SECRET,
                        CreateSecretRequest.builder()
                                .name("argosy!pipeline/" + pipeline + "/" + id)
                                .clientRequestToken(id)
                                .secretString(value)
                                .build(),
                        as(realm))
                .arn()
                .orElseThrow();
    }

    String get(AccountRegion realm, String arn) {
        return calls.call(
                        SecretsManager.GET_SECRET_VALUE,
                        GetSecretValueRequest.builder().secretId(arn).build(),
                        as(realm))
                .secretString()
                .orElseThrow();
    }

    void remove(AccountRegion realm, String arn) {
        calls.call(
                SecretsManager.DELETE_SECRET,
                DeleteSecretRequest.builder()
                        .secretId(arn)
                        .forceDeleteWithoutRecovery(true)
                        .build(),
                as(realm));
    }

    private static LocalCalls.As as(AccountRegion realm) {
        return LocalCalls.As.account(realm, Pipelines.PROGRAM);
    }
}
