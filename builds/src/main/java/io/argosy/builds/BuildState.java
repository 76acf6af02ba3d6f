package io.argosy.builds;

import java.time.Instant;

/// What has become of a build.
public sealed interface BuildState {
    /// Its source is being fetched.
    record Fetching() implements BuildState {}

    /// It waits for an instance; `why` says what for. So many attempts were lost with their instances.
    record Queued(int attempts, String why) implements BuildState {}

    /// An instance has it, and is as far as `phase` says, which is empty until the agent has said something.
    record Assigned(String instance, int attempts, Instant at, String phase) implements BuildState {}

    record Ended(Ending ending, Work work, Instant at) implements BuildState {}

    enum Outcome {
        SUCCEEDED,
        FAILED,
        TIMED_OUT,
        STOPPED
    }

    /// How it ended; `digest` is that of the image, if there is one.
    record Ending(Outcome outcome, String reason, String digest) {}

    /// Where it was worked on last, if anywhere: attempts is 0 where it never was.
    record Work(String instance, int attempts, Instant startedAt) {
        static final Work NONE = new Work("", 0, Instant.EPOCH);
    }

    default boolean over() {
        return this instanceof Ended;
    }

    default Work work() {
        return switch (this) {
            case Fetching(), Queued _ -> Work.NONE;
            case Assigned assigned -> new Work(assigned.instance(), assigned.attempts(), assigned.at());
            case Ended ended -> ended.work();
        };
    }

    /// As clients see it.
    default String word() {
        return switch (this) {
            case Fetching() -> "FETCHING";
            case Queued _ -> "QUEUED";
            case Assigned _ -> "RUNNING";
            case Ended ended -> ended.ending().outcome().name();
        };
    }
}
