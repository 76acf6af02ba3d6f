package io.argosy.control.operations.access;

import io.argosy.model.ApiError;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long what lets a host join stays good: an hour unless something else was asked for, thirty days at most.
final class Lifetimes {
    static final Duration USUAL = Duration.ofHours(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    private Lifetimes() {}

    static Instant end(Instant now, Optional<Integer> seconds) {
        long asked = seconds.map(Integer::longValue).orElse(USUAL.toSeconds());
        if (asked < 1 || asked > LONGEST.toSeconds()) {
            throw ApiError.invalidParameter("expiresInSeconds should be between 1 and " + LONGEST.toSeconds())
                    .thrown();
        }
        return now.plusSeconds(asked);
    }
}
