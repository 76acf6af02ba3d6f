package io.argosy.batch.jobs;

import java.time.Instant;
import java.util.function.Supplier;

/// Gives ids that stand in the order in which they are given, also within a millisecond and when the clock is set
/// back.
final class JobIds {
    private final Supplier<String> random;
    private long last;

    JobIds(Supplier<String> random) {
        this.random = random;
    }

    synchronized JobId next(Instant now) {
        last = Math.max(last + 1, JobId.firstTick(now));
        return JobId.of(last, random.get());
    }
}
