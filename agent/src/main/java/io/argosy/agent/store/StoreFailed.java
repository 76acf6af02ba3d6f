package io.argosy.agent.store;

/// The file cannot be written or read. Nothing the agent would do next could be trusted, so it must end.
public final class StoreFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StoreFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
