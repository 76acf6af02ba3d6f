package io.argosy.model;

import java.time.Duration;

/// How services judge their tasks: how long one without health checks must run to be good, and the longest wait
/// before one that crashed is replaced.
public record Patience(long healthyAfterMillis, long longestWaitMillis) {
    /// Of a service nothing is known of yet.
    static final Patience NONE = new Patience(0, 0);

    public static Patience of(Duration healthyAfter, Duration longestWait) {
        return new Patience(healthyAfter.toMillis(), longestWait.toMillis());
    }

    public Duration healthyAfter() {
        return Duration.ofMillis(healthyAfterMillis);
    }

    Duration longestWait() {
        return Duration.ofMillis(longestWaitMillis);
    }
}
