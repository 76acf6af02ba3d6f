package io.argosy.app.server;

import io.argosy.registry.Registry;
import io.argosy.state.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server does now and then on its own: ends deleted task definitions and clusters that nothing uses any more,
/// looks how full the heap is, forgets old history, and sweeps what no image needs.
final class PeriodicCleanup implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeriodicCleanup.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int RARELY = 60;

    private final Thread thread;

    private PeriodicCleanup(Thread thread) {
        this.thread = thread;
    }

    /// The chores of one server; history is kept for `keepHistory`.
    record Dependencies(
            List<Runnable> often, Stores stores, Registry registry, Duration keepHistory, InstantSource clock) {
        private void rarely() throws IOException {
            stores.prune(clock.instant().minus(keepHistory));
            registry.sweep();
        }
    }

    static PeriodicCleanup start(Dependencies chores) {
        return new PeriodicCleanup(Thread.ofVirtual().name("housekeeping").start(() -> run(chores)));
    }

    private static void run(Dependencies chores) {
        try {
            for (int pass = 1; ; pass++) {
                Thread.sleep(PERIOD);
                pass(chores, pass);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Dependencies chores, int number) {
        try {
            chores.often().forEach(Runnable::run);
            if (number % RARELY == 0) {
                chores.rarely();
            }
        } catch (IOException | RuntimeException failure) {
            log.error("housekeeping failed; it is tried again", failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
