package io.argosy.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.PriorityQueue;

/// The pretend time, and all that is going to happen in it. What is due at the same moment happens in the order it was
/// asked for.
final class VirtualClock implements InstantSource {
    private record Entry(Instant at, long order, Runnable what) {}

    private final PriorityQueue<Entry> entries =
            new PriorityQueue<>(Comparator.comparing(Entry::at).thenComparingLong(Entry::order));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long lastOrder;

    @Override
    public Instant instant() {
        return now;
    }

    void after(Duration time, Runnable what) {
        at(now.plus(time), what);
    }

    void at(Instant when, Runnable what) {
        entries.add(new Entry(when.isBefore(now) ? now : when, ++lastOrder, what));
    }

    /// Lets the next thing happen that is due by `limit`; false when there is none, and it is `limit` now.
    boolean next(Instant limit) {
        Entry entry = entries.peek();
        if (entry == null || entry.at().isAfter(limit)) {
            now = limit;
            return false;
        }
        entries.remove();
        now = entry.at();
        entry.what().run();
        return true;
    }
}
