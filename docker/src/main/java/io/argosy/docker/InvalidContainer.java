package io.argosy.docker;

/// A container definition that can never become a request to the engine; the message is the reason ECS reports
/// (`HostConfigError: …`).
public final class InvalidContainer extends Exception {
    private static final long serialVersionUID = 1L;

    public InvalidContainer(String errorName, String text) {
        super(errorName + ": " + text);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
