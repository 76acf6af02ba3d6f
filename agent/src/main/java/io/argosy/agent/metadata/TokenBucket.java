package io.argosy.agent.metadata;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// So many requests a second, and a few more at once (agent-protocol 8.1: 40 and 60).
public final class TokenBucket {
    private final double perSecond;
    private final double most;
    private final InstantSource clock;
    private double tokens;
    private Instant filled;

    public TokenBucket(double perSecond, double most, InstantSource clock) {
        this.perSecond = perSecond;
        this.most = most;
        this.clock = clock;
        this.tokens = most;
        this.filled = clock.instant();
    }

    synchronized boolean take() {
        Instant now = clock.instant();
        tokens = Math.min(most, tokens + Duration.between(filled, now).toNanos() / 1e9 * perSecond);
        filled = now;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
