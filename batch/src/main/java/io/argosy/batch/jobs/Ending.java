package io.argosy.batch.jobs;

import java.util.Optional;

/// Whether somebody wants a job to end before it does so by itself, and what it then comes to.
public sealed interface Ending {
    record None() implements Ending {}

    record Cancelled(String reason) implements Ending {}

    record Terminated(String reason) implements Ending {}

    /// It ran for longer than it may.
    record TimedOut() implements Ending {}

    /// It gave way to a service; it is run again, and that costs no attempt.
    record Preempted() implements Ending {}

    Ending NONE = new None();

    /// What the caller said who ended it.
    default Optional<String> said() {
        return switch (this) {
            case Cancelled(String reason) -> Optional.of(reason);
            case Terminated(String reason) -> Optional.of(reason);
            case None _, TimedOut _, Preempted _ -> Optional.empty();
        };
    }

    /// Whether nothing else can come of it: what gave way to a service may still be ended.
    default boolean settled() {
        return switch (this) {
            case Terminated _, TimedOut _ -> true;
            case None _, Cancelled _, Preempted _ -> false;
        };
    }

    /// Why its task is stopped; nothing for one that is left to itself.
    default Optional<String> order() {
        return switch (this) {
            case None _, Cancelled _ -> Optional.empty();
            case Terminated(String reason) -> Optional.of(reason);
            case TimedOut _ -> Optional.of(StatusReasons.TIMED_OUT);
            case Preempted _ -> Optional.of(StatusReasons.PREEMPTED);
        };
    }
}
