package io.argosy.app.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server does now and then on its own: its rooms' cleanups, looking how full the heap is, forgetting history.
final class PeriodicCleanup implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PeriodicCleanup.class);
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final int RARELY = 60;

    private final Thread thread;

    private PeriodicCleanup(Thread thread) {
        this.thread = thread;
    }

    /// The cleanups of one server, of every minute and of every hour.
    record Dependencies(List<ServerModule.Cleanup> often, List<ServerModule.Cleanup> rarely) {}

    static PeriodicCleanup start(Dependencies cleanups) {
        return new PeriodicCleanup(Thread.ofVirtual().name("housekeeping").start(() -> run(cleanups)));
    }

    private static void run(Dependencies cleanups) {
        try {
            for (int pass = 1; ; pass++) {
                Thread.sleep(PERIOD);
                pass(cleanups, pass);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(Dependencies cleanups, int number) {
        try {
            run(cleanups.often());
            if (number % RARELY == 0) {
                run(cleanups.rarely());
            }
        } catch (IOException | RuntimeException failure) {
            log.error("housekeeping failed; it is tried again", failure);
        }
    }

    private static void run(List<ServerModule.Cleanup> cleanups) throws IOException {
        for (ServerModule.Cleanup cleanup : cleanups) {
            cleanup.run();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
