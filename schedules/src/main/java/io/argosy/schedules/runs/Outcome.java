package io.argosy.schedules.runs;

/// How a run ended.
public enum Outcome {
    /// What it started ended well, or there was nothing to wait for.
    SUCCEEDED,
    /// What it started ended badly.
    FAILED,
    /// Nothing could be started, and it was given up.
    NOT_STARTED,
    /// An earlier run was still going on, and runs of the schedule do not overlap.
    SKIPPED,
    /// A later run took its place.
    REPLACED,
    /// Nobody was there when it was due, and it was not made up for.
    MISSED,
    /// What it started is no longer remembered.
    UNKNOWN;

    /// Whether somebody who wants to hear of failures hears of this.
    public boolean failure() {
        return switch (this) {
            case FAILED, NOT_STARTED, UNKNOWN -> true;
            case SUCCEEDED, SKIPPED, REPLACED, MISSED -> false;
        };
    }
}
