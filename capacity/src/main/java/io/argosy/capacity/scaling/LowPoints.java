package io.argosy.capacity.scaling;

import java.time.Duration;
import java.time.Instant;

/// How many counts in a row were below the target, one a period; `next` is when the next one counts.
record LowPoints(int count, Instant next) {
    static LowPoints none(Instant now, Duration period) {
        return new LowPoints(0, now.plus(period));
    }

    /// With what is seen now. One that is not low begins anew.
    LowPoints seen(boolean low, Instant now, Duration period) {
        if (!low) {
            return none(now, period);
        }
        return now.isBefore(next) ? this : new LowPoints(count + 1, now.plus(period));
    }

    /// Once instances go for it: the very next count may have more go, as long as it is low.
    LowPoints spent() {
        return new LowPoints(ScalingPlanner.LOW_POINTS - 1, next);
    }
}
