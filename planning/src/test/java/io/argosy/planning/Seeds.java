package io.argosy.planning;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// Chance that repeats itself.
final class Seeds {
    private Seeds() {}

    static RandomGenerator of(long seed) {
        return new SplittableRandom(seed);
    }
}
