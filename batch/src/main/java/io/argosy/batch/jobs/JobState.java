package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.JobStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has become of a job (batch-semantics 8.1). Each state carries what is known once it is reached.
public sealed interface JobState {
    /// Waits for these jobs, by their ids.
    record Pending(List<String> open) implements JobState {
        public Pending {
            open = List.copyOf(open);
        }
    }

    /// The parent of an array that waits for nothing any more but its children.
    record Spawned() implements JobState {}

    /// Waits for room. `blocked` is why it finds none, empty until that is said; it is so since `since`.
    record Runnable(String blocked, Instant since) implements JobState {}

    /// Its task has been placed.
    record Starting(Seat on) implements JobState {}

    /// `due` is when its time is over, if it has a limit.
    record Running(Seat on, Instant startedAt, Optional<Instant> due) implements JobState {}

    record Ended(boolean well, String reason, Instant at) implements JobState {}

    static JobState runnable(Instant now) {
        return new Runnable("", now);
    }

    static JobState failed(String reason, Instant now) {
        return new Ended(false, reason, now);
    }

    /// Where its task is, while it has one.
    default Optional<Seat> seat() {
        return switch (this) {
            case Starting(Seat on) -> Optional.of(on);
            case Running running -> Optional.of(running.on());
            case Pending _, Spawned _, Runnable _, Ended _ -> Optional.empty();
        };
    }

    default JobStatus status() {
        return switch (this) {
            case Pending _, Spawned _ -> JobStatus.PENDING;
            case Runnable _ -> JobStatus.RUNNABLE;
            case Starting _ -> JobStatus.STARTING;
            case Running _ -> JobStatus.RUNNING;
            case Ended ended -> ended.well() ? JobStatus.SUCCEEDED : JobStatus.FAILED;
        };
    }
}
