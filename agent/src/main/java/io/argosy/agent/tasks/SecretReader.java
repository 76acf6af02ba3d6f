package io.argosy.agent.tasks;

import io.argosy.model.ApiException;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.secretsmanager.GetSecretValueRequest;
import io.argosy.shapes.secretsmanager.SecretsManager;
import io.argosy.shapes.ssm.GetParametersRequest;
import io.argosy.shapes.ssm.GetParametersResult;
import io.argosy.shapes.ssm.Parameter;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.ApiClient;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Secret;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads secrets and parameters for tasks, each in the name of the task's execution role.
public final class SecretReader {
    private static final int SERVER_FAULT = 500;
    private static final int AT_ONCE = 10;

    private final ApiClient api;
    private final TaskCredentials keys;

    public SecretReader(ApiClient api, TaskCredentials keys) {
        this.api = api;
        this.keys = keys;
    }

    /// The key of the task's execution role.
    AccessKey key(String task) throws SecretRefused, InterruptedException {
        return keys.awaitExecution(task).orElseThrow(SecretRefused::noKeys);
    }

    /// The text of a secret, of a version of it, or of a member of it.
    Secret secret(AccessKey key, String region, SecretAddress address) throws SecretRefused, IOException {
        try {
            var value = call(
                    api.in(region).with(key),
                    SecretsManager.GET_SECRET_VALUE,
                    GetSecretValueRequest.builder()
                            .secretId(address.secret())
                            .versionStage(address.stage())
                            .versionId(address.version())
                            .build());
            String text = value.secretString()
                    .orElseThrow(() -> SecretRefused.ofSecret(address.secret(), "it holds bytes and no text"));
            return address.member(new Secret(text));
        } catch (ApiException refused) {
            throw SecretRefused.ofSecret(address.secret(), words(refused));
        }
    }

    /// Values by whatever a parameter can be called: name or ARN, with the selector it was asked by.
    Map<String, Secret> parameters(AccessKey key, String region, List<String> names) throws SecretRefused, IOException {
        Map<String, Secret> values = new HashMap<>();
        for (int from = 0; from < names.size(); from += AT_ONCE) {
            List<String> some = names.subList(from, Math.min(from + AT_ONCE, names.size()));
            for (Parameter parameter : parameters(api.in(region).with(key), some)) {
                String selector = parameter.selector().orElse("");
                var value = new Secret(parameter.value().orElse(""));
                parameter.name().ifPresent(name -> values.put(name + selector, value));
                parameter.arn().ifPresent(arn -> values.put(arn + selector, value));
            }
        }
        return values;
    }

    private static List<Parameter> parameters(ApiClient client, List<String> names) throws SecretRefused, IOException {
        try {
            GetParametersResult answer = call(
                    client,
                    Ssm.GET_PARAMETERS,
                    GetParametersRequest.builder()
                            .names(names)
                            .withDecryption(true)
                            .build());
            List<String> invalid = answer.invalidParameters().orElse(List.of());
            if (!invalid.isEmpty()) {
                throw SecretRefused.ofParameters("invalid parameters: " + String.join(",", invalid));
            }
            return answer.parameters().orElse(List.of());
        } catch (ApiException refused) {
            throw SecretRefused.ofParameters(words(refused));
        }
    }

    /// A server that fails may do better the next time.
    private static <I extends Shape, O extends Shape> O call(ApiClient client, OperationModel<I, O> operation, I input)
            throws IOException {
        try {
            return client.call(operation, input);
        } catch (ApiException failure) {
            if (failure.error().status() >= SERVER_FAULT) {
                throw new IOException(words(failure), failure);
            }
            throw failure;
        }
    }

    private static String words(ApiException refused) {
        return refused.error().code() + ": " + refused.error().message();
    }
}
