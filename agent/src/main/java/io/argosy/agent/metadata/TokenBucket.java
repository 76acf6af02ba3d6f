package io.argosy.agent.metadata;

import java.util.function.LongSupplier;

/// So many requests a second, and a few more at once. The host's clock may be set back; `nanos` does not care.
final class TokenBucket {
    private final double perSecond;
    private final double most;
    private final LongSupplier nanos;
    private double tokens;
    private long filled;

    TokenBucket(double perSecond, double most, LongSupplier nanos) {
        this.perSecond = perSecond;
        this.most = most;
        this.nanos = nanos;
        this.tokens = most;
        this.filled = nanos.getAsLong();
    }

    synchronized boolean take() {
        long now = nanos.getAsLong();
        tokens = Math.min(most, tokens + Math.max(0, now - filled) / 1e9 * perSecond);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
