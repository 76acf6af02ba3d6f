package io.argosy.agent.reports;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Growing pauses between attempts, each up to a fifth longer or shorter so that a fleet does not come in step.
public final class Pause {
    private static final double SPREAD = 0.2;

    private final Duration first;
    private final Duration longest;
    private final double growth;
    private final RandomGenerator chance;
    private Duration next;

    public Pause(Duration first, Duration longest, double growth, RandomGenerator chance) {
        this.first = first;
        this.longest = longest;
        this.growth = growth;
        this.chance = chance;
        this.next = first;
    }

    /// The pause to make now.
    public Duration take() {
        Duration now = next;
        long grown = (long) (now.toMillis() * growth);
        next = Duration.ofMillis(Math.min(grown, longest.toMillis()));
        return Duration.ofMillis((long) (now.toMillis() * (1 - SPREAD + 2 * SPREAD * chance.nextDouble())));
    }

    public void reset() {
        next = first;
    }
}
