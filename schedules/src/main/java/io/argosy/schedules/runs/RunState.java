package io.argosy.schedules.runs;

import java.time.Instant;
import java.util.List;

/// What has become of a run.
public sealed interface RunState {
    /// It is started when an earlier run of its schedule has ended.
    record Queued() implements RunState {}

    /// It is started at `from`: for the first time, or again after `problem`.
    record Waiting(Instant from, int attempts, Problem problem) implements RunState {}

    /// What it started: ARNs of tasks, or of a job.
    record Started(Instant at, int attempts, List<String> resources) implements RunState {
        public Started {
            resources = List.copyOf(resources);
        }
    }

    record Ended(Ending ending, Instant startedAt, Instant at, int attempts, List<String> resources, List<Part> parts)
            implements RunState {
        public Ended {
            resources = List.copyOf(resources);
            parts = List.copyOf(parts);
        }
    }

    /// What went wrong with an attempt; the code is empty if nothing has.
    record Problem(String code, String message) {
        public static final Problem NONE = new Problem("", "");
    }

    /// How it ended, and a sentence why.
    record Ending(Outcome outcome, String reason) {}

    /// A container of what was started: how it exited, if it ever did, and where its log is.
    record Part(String resource, String container, String exitCode, String logGroup, String logStream) {}

    default boolean over() {
        return this instanceof Ended;
    }

    default int attemptsSoFar() {
        return switch (this) {
            case Queued() -> 0;
            case Waiting waiting -> waiting.attempts();
            case Started started -> started.attempts();
            case Ended ended -> ended.attempts();
        };
    }
}
