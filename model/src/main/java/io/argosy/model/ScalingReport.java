package io.argosy.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What managed scaling last found of a capacity provider in its cluster (ecs-semantics 9.3): how many instances are
/// needed, how many there are, and how many are on their way. `trouble` is there while its hosts fail.
public record ScalingReport(String provider, int needed, int registered, int starting, Optional<Trouble> trouble)
        implements ClusterEntity {
    public static final Kind<ScalingReport> KIND = Kind.of("ScalingReport", ScalingReport.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

    /// How often in a row hosts failed to be made or to join, what was said the last time, and until when no other is
    /// made.
    public record Trouble(int failures, String words, Instant until) {}

    public static ScalingReport none(String provider) {
        return new ScalingReport(provider, 0, 0, 0, Optional.empty());
    }

    @Override
    public String key() {
        return provider;
    }

    public ScalingReport counting(int nowNeeded, int nowRegistered, int nowStarting) {
        return new ScalingReport(provider, nowNeeded, nowRegistered, nowStarting, trouble);
    }

    /// After one more failure the wait is twice as long.
    public ScalingReport failed(String words, Instant now) {
        int failures = trouble.map(Trouble::failures).orElse(0) + 1;
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 10));
        Instant until = now.plus(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT);
        return new ScalingReport(
                provider, needed, registered, starting, Optional.of(new Trouble(failures, words, until)));
    }

    /// A host has joined.
    public ScalingReport well() {
        return new ScalingReport(provider, needed, registered, starting, Optional.empty());
    }

    public Optional<Instant> heldBackUntil() {
        return trouble.map(Trouble::until);
    }

    /// CapacityProviderReservation: 100 when nothing is needed and nothing there, 200 when something is needed and
    /// nothing there.
    public int reservation() {
        return registered == 0 ? (needed == 0 ? 100 : 200) : (int) (100L * needed / registered);
    }
}
