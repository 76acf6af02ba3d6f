package io.argosy.testkit;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How badly things go, drawn from the seed: while it storms, messages get lost, come twice or late, pulls fail, and
/// containers end by themselves.
final class Faults {
    static final Duration NOW = Duration.ZERO;

    private final RandomGenerator chance;
    private boolean storm;

    Faults(RandomGenerator chance) {
        this.chance = chance;
    }

    void storm(boolean on) {
        storm = on;
    }

    boolean storming() {
        return storm;
    }

    /// One time in so many, but only in a storm.
    boolean strikes(int oneIn) {
        return storm && chance.nextInt(oneIn) == 0;
    }

    /// Where the server draws its lots from too.
    RandomGenerator chance() {
        return chance;
    }

    int below(int bound) {
        return chance.nextInt(bound);
    }

    boolean heads() {
        return chance.nextBoolean();
    }

    Duration between(Duration least, Duration most) {
        return least.plusMillis(chance.nextLong(most.minus(least).toMillis() + 1));
    }

    /// How long the disk takes.
    Duration sync() {
        return strikes(40)
                ? between(Duration.ofMillis(50), Duration.ofSeconds(3))
                : between(Duration.ofMillis(1), Duration.ofMillis(15));
    }

    /// How long it takes until a thread that may go on does.
    Duration moment() {
        return strikes(40) ? between(Duration.ofMillis(5), Duration.ofMillis(500)) : between(NOW, Duration.ofMillis(2));
    }

    /// How long a message is under way.
    Duration travel() {
        return strikes(20)
                ? between(Duration.ofMillis(200), Duration.ofSeconds(20))
                : between(Duration.ofMillis(1), Duration.ofMillis(30));
    }
}
