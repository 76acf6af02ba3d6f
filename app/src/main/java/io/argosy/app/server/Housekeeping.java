package io.argosy.app.server;

import io.argosy.registry.Registry;
import io.argosy.state.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server does now and then on its own: forgets old history, and sweeps what no image needs.
final class Housekeeping implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Housekeeping.class);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final Stores stores;
    private final Registry registry;
    private final ControlPlane control;
    private final Duration keepHistory;
    private final InstantSource clock;
    private final Thread thread;

    private Housekeeping(
            Stores stores, Registry registry, ControlPlane control, Duration keepHistory, InstantSource clock) {
        this.stores = stores;
        this.registry = registry;
        this.control = control;
        this.keepHistory = keepHistory;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("housekeeping").unstarted(this::run);
    }

    static Housekeeping start(
            Stores stores, Registry registry, ControlPlane control, Duration keepHistory, InstantSource clock) {
        var housekeeping = new Housekeeping(stores, registry, control, keepHistory, clock);
        housekeeping.thread.start();
        return housekeeping;
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD);
                pass();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        try {
            stores.prune(clock.instant().minus(keepHistory));
            registry.sweep();
            control.sweep();
        } catch (IOException | RuntimeException failure) {
            log.error("housekeeping failed; it is tried again in {}", PERIOD, failure);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
