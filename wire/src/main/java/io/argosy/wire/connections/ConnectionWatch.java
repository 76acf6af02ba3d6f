package io.argosy.wire.connections;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at all connections once a second and ends those whose client takes too long.
public final class ConnectionWatch implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ConnectionWatch.class);
    private static final long PERIOD_MILLIS = 1_000;

    private final OpenConnections connections;
    private final CountDownLatch closed = new CountDownLatch(1);

    public ConnectionWatch(OpenConnections connections) {
        this.connections = connections;
    }

    public void start() {
        Thread.ofVirtual().name("wire-watch").start(this::run);
    }

    private void run() {
        try {
            while (!closed.await(PERIOD_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            connections.look(System.nanoTime());
        } catch (RuntimeException failure) {
            log.error("looking at the connections failed; the next look starts afresh", failure);
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
