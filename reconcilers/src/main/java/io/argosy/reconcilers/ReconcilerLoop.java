package io.argosy.reconcilers;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread of one reconciler: a pass at the start, after each wake, at the time the reconciler names, and every
/// period. A pass that fails is logged; the next one starts afresh.
public final class ReconcilerLoop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ReconcilerLoop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration LONG_PASS = Duration.ofMillis(100);
    private static final Duration LAST_PASS = Duration.ofSeconds(10);

    private enum Wake {
        CHANGED
    }

    private final Reconciler reconciler;
    private final InstantSource clock;
    private final BlockingQueue<Wake> wakes = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean closing;

    private ReconcilerLoop(Reconciler reconciler, InstantSource clock) {
        this.reconciler = reconciler;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("reconciler-" + reconciler.name()).unstarted(this::run);
    }

    public static ReconcilerLoop start(Reconciler reconciler, InstantSource clock) {
        var loop = new ReconcilerLoop(reconciler, clock);
        loop.thread.start();
        return loop;
    }

    /// Asks for a pass soon; many asks before it are one.
    public void wake() {
        wakes.offer(Wake.CHANGED);
    }

    private void run() {
        while (!closing) {
            try {
                if (passed()) {
                    wakes.poll(untilNextPass().toNanos(), TimeUnit.NANOSECONDS);
                } else {
                    Thread.sleep(AFTER_FAILURE);
                }
            } catch (InterruptedException stop) {
                closing = true;
            }
        }
    }

    private boolean passed() {
        long began = System.nanoTime();
        try {
            reconciler.pass();
            long millis = (System.nanoTime() - began) / 1_000_000;
            if (millis > LONG_PASS.toMillis()) {
                log.info("reconciler={} a pass took {} ms", reconciler.name(), millis);
            }
            return true;
        } catch (RuntimeException | Error failure) {
            log.error("reconciler={} pass failed; the next pass starts afresh", reconciler.name(), failure);
            return false;
        }
    }

    private Duration untilNextPass() {
        Instant now = clock.instant();
        Duration longest = reconciler.period();
        return reconciler
                .wakeAt()
                .map(at -> at.isAfter(now) ? Duration.between(now, at) : Duration.ZERO)
                .filter(wait -> wait.compareTo(longest) < 0)
                .orElse(longest);
    }

    /// Lets a pass that is under way finish; another is not begun.
    @Override
    public void close() {
        closing = true;
        wake();
        try {
            if (!thread.join(LAST_PASS)) {
                log.warn("reconciler={} is still in its last pass", reconciler.name());
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
