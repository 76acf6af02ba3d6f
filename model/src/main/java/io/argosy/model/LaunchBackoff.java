package io.argosy.model;

import java.time.Duration;
import java.time.Instant;

/// How often in a row a service's tasks came to nothing, and until when it launches no more. `failures` never ran
/// (ecs-semantics 7.8): nothing for the first two, then 10 s doubling up to 27 minutes, until one runs. `crashes` ran
/// and ended within a minute: nothing for the first, then the same up to a limit, until one proves healthy. What was
/// launched before a wait ended belongs to the failure that caused it.
public record LaunchBackoff(int failures, int crashes, Instant until) {
    public static final LaunchBackoff NONE = new LaunchBackoff(0, 0, Instant.EPOCH);

    private static final int FAILURES_TOLERATED = 2;
    private static final int CRASHES_TOLERATED = 1;
    private static final int DOUBLINGS = 20;
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST_AFTER_FAILURES = Duration.ofMinutes(27);

    LaunchBackoff neverRan(Instant launched, Instant at) {
        if (failures > FAILURES_TOLERATED && launched.isBefore(until)) {
            return this;
        }
        Duration wait = wait(failures - FAILURES_TOLERATED, LONGEST_AFTER_FAILURES);
        return new LaunchBackoff(failures + 1, crashes, later(at.plus(wait)));
    }

    LaunchBackoff crashed(Instant launched, Instant at, Duration longest) {
        if (crashes > 0 && launched.isBefore(until)) {
            return this;
        }
        return new LaunchBackoff(failures, crashes + 1, later(at.plus(wait(crashes - CRASHES_TOLERATED, longest))));
    }

    LaunchBackoff ran(Instant at) {
        return failures == 0 ? this : new LaunchBackoff(0, crashes, crashes > 0 ? until : at);
    }

    private static Duration wait(int doublings, Duration longest) {
        if (doublings < 0) {
            return Duration.ZERO;
        }
        Duration doubled = FIRST.multipliedBy(1L << Math.min(doublings, DOUBLINGS));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    private Instant later(Instant other) {
        return other.isAfter(until) ? other : until;
    }

    /// Whether launches are held back.
    public boolean holds(Instant now) {
        return (failures > FAILURES_TOLERATED || crashes > CRASHES_TOLERATED) && now.isBefore(until);
    }

    /// Whether a running task that was launched then still has to show that it does not crash as the last ones did.
    public boolean onTrial(Instant launched) {
        return crashes > 0 && !launched.isBefore(until);
    }
}
