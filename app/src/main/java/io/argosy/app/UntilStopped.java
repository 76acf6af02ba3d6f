package io.argosy.app;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a process up until it is told to end, and then lets it end in order.
final class UntilStopped {
    private static final Logger log = LoggerFactory.getLogger(UntilStopped.class);

    private UntilStopped() {}

    /// Closes this when the process is asked to stop.
    static void hold(AutoCloseable running) {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> close(running)));
    }

    private static void close(AutoCloseable running) {
        try {
            running.close();
            log.info("stopped in order");
        } catch (Exception failure) {
            log.error("did not stop in order", failure);
        }
    }

    static int await() throws InterruptedException {
        Thread.currentThread().join();
        return 0;
    }
}
