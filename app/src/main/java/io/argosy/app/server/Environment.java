package io.argosy.app.server;

import io.argosy.datadirectory.FreshSecret;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Time, ids and chance: made here and handed to the rooms, which have none of their own. Ids are 32 hex digits,
/// secrets 40 letters.
public record Environment(InstantSource clock, Supplier<String> ids, Supplier<String> secrets, RandomGenerator random) {
    public static Environment real() {
        return new Environment(
                InstantSource.system(),
                () -> UUID.randomUUID().toString().replace("-", ""),
                FreshSecret::next,
                // Every thread has a generator of its own: the usual ones are not made to be shared.
                () -> ThreadLocalRandom.current().nextLong());
    }
}
