package io.argosy.batch.scheduling;

import java.time.Duration;
import java.time.Instant;

/// What a share of a queue uses, in CPU units: by its jobs now, and on average lately, older use counting less
/// (batch-semantics 5.3). Two numbers and the moment they were true; of earlier jobs nothing else is kept.
public record ShareUse(long running, double past, Instant at) {
    /// What is a whole window old still counts five percent.
    private static final double FADING = 3;

    public static ShareUse none(Instant now) {
        return new ShareUse(0, 0, now);
    }

    /// The same at a later moment, nothing having started or ended since.
    public ShareUse at(Instant now, Duration window) {
        double windows = Math.max(0, Duration.between(at, now).toMillis()) / (double) window.toMillis();
        double kept = Math.exp(-FADING * windows);
        return new ShareUse(running, running + (past - running) * kept, now);
    }

    /// With so many more, or fewer, CPU units in use from its moment on.
    public ShareUse with(long units) {
        return new ShareUse(Math.max(0, running + units), past, at);
    }

    public double total() {
        return running + past;
    }
}
