package io.argosy.schedules.runs;

import java.time.Instant;
import java.util.List;

/// What a run begins with while others of its schedule go on.
public final class Overlaps {
    private Overlaps() {}

    /// `live` are those that are not over.
    public static Run begun(Run run, List<Run> live, Options options, Instant now) {
        Run waiting = run.with(new RunState.Waiting(now, 0, RunState.Problem.NONE));
        if (live.isEmpty()) {
            return waiting;
        }
        return switch (options.overlap()) {
            case ALLOW, REPLACE -> waiting;
            case SKIP -> skipped(waiting, "The run of " + live.getFirst().due() + " goes on.", now);
            case QUEUE ->
                live.stream()
                                        .filter(other -> other.state() instanceof RunState.Queued)
                                        .count()
                                < queue(options)
                        ? run.with(new RunState.Queued())
                        : skipped(waiting, "Enough runs wait already for one to end.", now);
        };
    }

    /// One waits; what is made up for waits too.
    private static int queue(Options options) {
        return Math.max(1, options.catchUp().most());
    }

    private static Run skipped(Run run, String reason, Instant now) {
        return run.ended(Outcome.SKIPPED, reason, now);
    }
}
