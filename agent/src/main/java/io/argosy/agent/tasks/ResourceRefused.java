package io.argosy.agent.tasks;

/// Something a task needs that this host does not have; the text says why.
final class ResourceRefused extends Exception {
    private static final long serialVersionUID = 1L;

    ResourceRefused(String message) {
        super(message);
    }
}
