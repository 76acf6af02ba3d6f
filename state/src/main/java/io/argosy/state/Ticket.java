package io.argosy.state;

import java.util.concurrent.CountDownLatch;

/// A writer's place in the queue: waits until everything up to its own changes is durable.
final class Ticket {
    private final CountDownLatch durable = new CountDownLatch(1);

    void settle() {
        durable.countDown();
    }

    boolean settled() {
        return durable.getCount() == 0;
    }

    /// Waits through interruptions: the change is in the queue and will be acted on, whoever listens.
    void await() {
        boolean interrupted = false;
        while (true) {
            try {
                durable.await();
                break;
            } catch (InterruptedException stop) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
