package io.argosy.acceptance;

import java.util.List;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/// What a container runs whose task has a role: it asks for secrets again and again by the AWS SDK, which finds its
/// keys and the region by itself, and prints each answer on a line.
final class SecretAsker {
    private static final int PAUSE_MILLIS = 50;

    private SecretAsker() {}

    /// The names of the secrets.
    static void main(String[] names) throws InterruptedException {
        try (SecretsManagerClient secrets = SecretsManagerClient.create()) {
            while (true) {
                for (String name : List.of(names)) {
                    System.out.println(name + ": " + answer(secrets, name));
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        }
    }

    private static String answer(SecretsManagerClient secrets, String name) {
        try {
            return secrets.getSecretValue(request -> request.secretId(name)).secretString();
        } catch (SecretsManagerException refused) {
            return refused.awsErrorDetails().errorCode();
        }
    }
}
