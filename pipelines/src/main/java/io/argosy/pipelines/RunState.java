package io.argosy.pipelines;

import java.time.Instant;
import java.util.List;

/// How far a run is.
public sealed interface RunState {
    /// An earlier run of its pipeline is not over.
    record Waiting() implements RunState {}

    record Building() implements RunState {}

    /// Somebody has to say yes.
    record Approving() implements RunState {}

    /// The service goes to the run's definition; `deployment` is the ARN of how it does, and empty until it does.
    record Deploying(String deployment) implements RunState {}

    record Ended(Outcome outcome, String reason, List<String> lines, Instant at) implements RunState {
        public Ended {
            lines = List.copyOf(lines);
        }
    }

    enum Outcome {
        SUCCEEDED,
        /// Before anything of the service changed, or where there was nothing to go back to.
        FAILED,
        /// The service is where it was before.
        ROLLED_BACK,
        REJECTED,
        /// A newer one came before it was its turn.
        REPLACED
    }

    default boolean over() {
        return this instanceof Ended;
    }

    /// As clients see it.
    default String word() {
        return switch (this) {
            case Waiting() -> "WAITING";
            case Building() -> "BUILDING";
            case Approving() -> "APPROVAL";
            case Deploying _ -> "DEPLOYING";
            case Ended ended -> ended.outcome().name();
        };
    }
}
