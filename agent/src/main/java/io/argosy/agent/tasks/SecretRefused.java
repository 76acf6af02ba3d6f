package io.argosy.agent.tasks;

/// A secret that a task needs cannot be had in its execution role's name; the text says why, as ECS does.
final class SecretRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private static final String RETRIEVAL = "execution resource retrieval failed: ";

    private SecretRefused(String message) {
        super(RETRIEVAL + message);
    }

    static SecretRefused ofSecret(String secret, String why) {
        return new SecretRefused("unable to retrieve secret from asm: service call has been retried 1 time(s): failed"
                + " to fetch secret " + secret + " from secrets manager: " + why);
    }

    static SecretRefused ofParameters(String why) {
        return new SecretRefused(
                "unable to retrieve secrets from ssm: service call has been retried 1 time(s): " + why);
    }

    static SecretRefused noKeys() {
        return new SecretRefused("no keys of the task's execution role have come");
    }

    /// What becomes the reason of a container.
    String reason() {
        return "ResourceInitializationError: unable to pull secrets or registry auth: " + getMessage();
    }
}
