package io.argosy.app.server;

import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Time, ids and chance: made here and handed to the rooms, which have none of their own. Ids are 32 hex digits.
public record Chance(InstantSource clock, Supplier<String> ids, RandomGenerator random) {
    public static Chance real() {
        return new Chance(
                InstantSource.system(),
                () -> UUID.randomUUID().toString().replace("-", ""),
                RandomGenerator.getDefault());
    }
}
