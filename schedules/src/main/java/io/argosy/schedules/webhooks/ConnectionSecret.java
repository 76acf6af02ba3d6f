package io.argosy.schedules.webhooks;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.secretsmanager.CreateSecretRequest;
import io.argosy.shapes.secretsmanager.DeleteSecretRequest;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.wire.LocalCalls;

/// The secret values of connections, where all secrets lie: in Secrets Manager, encrypted at rest.
final class ConnectionSecret {
    private static final String PROGRAM = "events.amazonaws.com";

    private final LocalCalls calls;

    ConnectionSecret(LocalCalls calls) {
        this.calls = calls;
    }

    /// The ARN under which the value lies.
    String put(AccountRegion realm, String connection, String id, String value) {
        return calls.call(
                        SecretsManager.CREATE_SECRET,
                        CreateSecretRequest.builder()
                                .name("events!connection/" + connection + "/" + id)
                                .clientRequestToken(id)
                                .secretString(value)
                                .build(),
                        LocalCalls.As.account(realm, PROGRAM))
                .arn()
                .orElseThrow();
    }

    String get(AccountRegion realm, String arn) {
        return calls.call(
                        SecretsManager.GET_SECRET_VALUE,
                        GetSecretValueRequest.builder().secretId(arn).build(),
                        LocalCalls.As.account(realm, PROGRAM))
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
                LocalCalls.As.account(realm, PROGRAM));
    }
}
