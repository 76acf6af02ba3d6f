package io.argosy.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The time of day as servers are told it, which somebody sets forward and back.
final class ServerClock implements InstantSource {
    private final InstantSource time;
    private Duration ahead = Duration.ZERO;
    private Duration farthest = Duration.ZERO;

    ServerClock(InstantSource time) {
        this.time = time;
    }

    @Override
    public Instant instant() {
        return time.instant().plus(ahead);
    }

    /// It may have been as late as this when something was decided.
    Instant latest() {
        return time.instant().plus(farthest);
    }

    void set(Duration aheadOfTime) {
        ahead = aheadOfTime;
        farthest = ahead.compareTo(farthest) > 0 ? ahead : farthest;
    }
}
