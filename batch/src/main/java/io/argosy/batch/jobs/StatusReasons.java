package io.argosy.batch.jobs;

/// The texts that Batch itself gives for the end of a job or an attempt, as tools know them (batch-semantics 8.3).
final class StatusReasons {
    static final String TIMED_OUT = "Job attempt duration exceeded timeout";
    static final String PREEMPTED = "Job preempted";
    static final String DEPENDENCY_FAILED = "Dependent Job failed";
    static final String CHILD_FAILED = "Array Child Job failed";
    static final String TIME_LIMIT = "Canceled by JobStateTimeLimit action due to reason: ";

    private StatusReasons() {}
}
