package io.argosy.schedules.firing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does a pass whenever it is woken, and when the moment comes that the pass itself named. A pass that fails is
/// followed by another. As clocks are set now and then, none is waited for longer than a minute at a time.
public final class Loop implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Loop.class);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LAST_PASS = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

    private final Pass pass;
    private final Supplier<Optional<Instant>> next;
    private final InstantSource clock;
    private final Duration breath;
    private final Semaphore bell = new Semaphore(1);
    private final Thread thread;

    public interface Pass {
        void run();
    }

    /// `breath` lies at least between two passes.
    public Loop(String name, Pass pass, Supplier<Optional<Instant>> next, InstantSource clock, Duration breath) {
        this.pass = pass;
        this.next = next;
        this.clock = clock;
        this.breath = breath;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Called from anywhere, the committer too.
    public void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    private void run() {
        try {
            while (true) {
                boolean rung = bell.tryAcquire(patience().toNanos(), TimeUnit.NANOSECONDS);
                bell.drainPermits();
                log.trace("{} rung={}", thread.getName(), rung);
                step();
                Thread.sleep(breath);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() throws InterruptedException {
        try {
            pass.run();
        } catch (RuntimeException failure) {
            log.error("{} failed; another pass follows", thread.getName(), failure);
            Thread.sleep(AFTER_FAILURE);
        }
    }

    private Duration patience() {
        Duration rest = next.get()
                .map(moment -> Duration.between(clock.instant(), moment))
                .orElse(LONGEST);
        return rest.isNegative() ? Duration.ZERO : rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            if (thread.getState() != Thread.State.NEW) {
                thread.join(LAST_PASS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
