package io.argosy.docker;

/// The engine did not do what it was asked; the reason says what kind of no it was.
public final class DockerException extends Exception {
    private static final long serialVersionUID = 1L;

    /// `UNREACHABLE`: nobody answered, so nothing is known; `TIMEOUT`: the call was given up; the rest are answers.
    public enum Reason {
        NOT_FOUND,
        CONFLICT,
        REFUSED,
        ENGINE,
        TIMEOUT,
        UNREACHABLE
    }

    private final Reason reason;

    DockerException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    DockerException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    static DockerException ofStatus(int status, String message) {
        Reason reason = switch (status) {
            case 404 -> Reason.NOT_FOUND;
            case 409 -> Reason.CONFLICT;
            default -> status < 500 ? Reason.REFUSED : Reason.ENGINE;
        };
        return new DockerException(reason, message);
    }

    public Reason reason() {
        return reason;
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
