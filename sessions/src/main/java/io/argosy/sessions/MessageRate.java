package io.argosy.sessions;

import java.time.Duration;
import java.time.Instant;

/// How many messages are heard: so many a second over time, a minute's worth at once.
final class MessageRate {
    private static final int SAVED_SECONDS = 60;

    private double left = SAVED_SECONDS;
    private Instant at;

    MessageRate(Instant now) {
        this.at = now;
    }

    /// Takes one, if there is one left at this rate.
    boolean takes(double perSecond, Instant now) {
        double earned = Duration.between(at, now).toMillis() / 1000.0 * perSecond;
        left = Math.min(SAVED_SECONDS * perSecond, left + earned);
        at = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
