package io.argosy.app.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server does now and then on its own: its rooms' chores, looking how full the heap is, forgetting history.
final class PeriodicCleanup implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeriodicCleanup.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int RARELY = 60;

    private final Thread thread;

    private PeriodicCleanup(Thread thread) {
        this.thread = thread;
    }

    /// The chores of one server, of every minute and of every hour.
    record Dependencies(List<Room.Chore> often, List<Room.Chore> rarely) {}

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
            run(chores.often());
            if (number % RARELY == 0) {
                run(chores.rarely());
            }
        } catch (IOException | RuntimeException failure) {
            log.error("housekeeping failed; it is tried again", failure);
        }
    }

    private static void run(List<Room.Chore> chores) throws IOException {
        for (Room.Chore chore : chores) {
            chore.run();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
