package io.argosy.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

/// Waits for what must come true soon.
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration LOOK_EACH = Duration.ofMillis(10);

    private Eventually() {}

    /// Something that is true some time.
    interface Check {
        boolean holds() throws Exception;
    }

    static void holds(Check check) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!check.holds()) {
            assertThat(System.nanoTime()).as("waited too long").isLessThan(end);
            Thread.sleep(LOOK_EACH);
        }
    }
}
