package io.argosy.control;

import java.time.Instant;
import java.time.InstantSource;

/// The time of day at the start, and from then on only what has really passed: for waits and deadlines, which a clock
/// that is set must neither hasten nor hold up.
public final class SteadyClock implements InstantSource {
    private final Instant start;
    private final long startNanos = System.nanoTime();

    public SteadyClock(InstantSource timeOfDay) {
        this.start = timeOfDay.instant();
    }

    @Override
    public Instant instant() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }
}
