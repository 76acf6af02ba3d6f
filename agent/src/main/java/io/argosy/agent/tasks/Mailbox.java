package io.argosy.agent.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/// What supervisors are told, in order, for one reader. What found no room is made up for by a `Resync`: looking at
/// everything again finds whatever was to be told.
final class Mailbox {
    private static final int CAPACITY = 1024;

    private final BlockingQueue<TaskEvent> events;
    private final AtomicBoolean overflown = new AtomicBoolean();

    Mailbox() {
        this(new LinkedBlockingQueue<>(CAPACITY));
    }

    Mailbox(BlockingQueue<TaskEvent> events) {
        this.events = events;
    }

    /// Never blocks.
    void post(TaskEvent event) {
        if (!events.offer(event)) {
            overflown.set(true);
            // The reader may have emptied the mailbox in between and gone to wait: this wakes it.
            events.offer(new TaskEvent.PlanAgain());
        }
    }

    /// Waits for room: the event is one that no look makes up for.
    void deliver(TaskEvent event) throws InterruptedException {
        events.put(event);
    }

    /// All there is, waiting for the first so long. Empty when nothing came.
    List<TaskEvent> take(Duration patience) throws InterruptedException {
        List<TaskEvent> taken = new ArrayList<>();
        TaskEvent first = events.poll(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS);
        if (first != null) {
            taken.add(first);
            events.drainTo(taken);
        }
        if (overflown.getAndSet(false)) {
            taken.add(new TaskEvent.Resync());
        }
        return taken;
    }
}
