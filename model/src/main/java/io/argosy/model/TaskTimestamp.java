package io.argosy.model;

/// The moments of a task's life: those the API shows, when its health checks first were all content, and until when it
/// is protected.
public enum TaskTimestamp {
    CREATED,
    CONNECTED,
    PULL_STARTED,
    PULL_STOPPED,
    STARTED,
    HEALTHY,
    STOPPING,
    EXECUTION_STOPPED,
    STOPPED,
    PROTECTED_UNTIL
}
