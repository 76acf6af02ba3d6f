package io.argosy.batch.scheduling;

/// The states of a job as clients see them (batch-semantics 8.1).
public enum JobStatus {
    SUBMITTED,
    PENDING,
    RUNNABLE,
    STARTING,
    RUNNING,
    SUCCEEDED,
    FAILED;

    public boolean ended() {
        return this == SUCCEEDED || this == FAILED;
    }

    /// Whether it holds vCPUs and consumable resources.
    public boolean holding() {
        return this == STARTING || this == RUNNING;
    }
}
