package io.argosy.sessions;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Says that there is something to look at. Rung many times before anybody listens, it is heard once.
public final class Wakeup {
    private final BlockingQueue<Boolean> rung = new ArrayBlockingQueue<>(1);

    public void ring() {
        rung.offer(true);
    }

    /// Whether it was rung since last asked.
    public boolean heard() {
        return rung.poll() != null;
    }

    /// Waits until it is rung, or so long.
    public void await(Duration atMost) throws InterruptedException {
        rung.poll(Math.max(0, atMost.toMillis()), TimeUnit.MILLISECONDS);
    }
}
