package io.argosy.model;

/// The moments of a task's life the API shows.
public enum Moment {
    CREATED,
    CONNECTED,
    PULL_STARTED,
    PULL_STOPPED,
    STARTED,
    STOPPING,
    EXECUTION_STOPPED,
    STOPPED
}
