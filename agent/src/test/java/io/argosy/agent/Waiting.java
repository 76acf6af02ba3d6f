package io.argosy.agent;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/// Waits for what will be so.
public final class Waiting {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private Waiting() {}

    public static void until(Callable<Boolean> condition) throws Exception {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > limit) {
                throw new AssertionError("did not come about within " + LIMIT.toSeconds() + " s");
            }
            LockSupport.parkNanos(20_000_000);
        }
    }
}
