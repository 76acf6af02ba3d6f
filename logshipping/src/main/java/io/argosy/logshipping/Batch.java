package io.argosy.logshipping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The events of one `PutLogEvents`, within what it may hold (schedules-events-logs 3.3), and within half of that by
/// size, or less: what is at work at once in memory is bounded by it. The first event is always one of its own.
final class Batch {
    static final int MOST_EVENTS = 10_000;
    static final int MOST_BYTES = 512 << 10;
    static final int BYTES_AN_EVENT = 26;
    private static final long LONGEST_SPAN = Duration.ofHours(24).toMillis();

    private final int room;
    private final List<LogEvent> events = new ArrayList<>();
    private int bytes;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private boolean sorted = true;

    Batch(int room) {
        this.room = room;
    }

    /// False when the event is for the next batch.
    boolean add(LogEvent event) {
        int size = EventMaker.utf8(event.message()) + BYTES_AN_EVENT;
        long from = Math.min(first, event.millis());
        long to = Math.max(last, event.millis());
        boolean full = events.size() == MOST_EVENTS || bytes + size > room || to - from > LONGEST_SPAN;
        if (full && !events.isEmpty()) {
            return false;
        }
        sorted &= event.millis() >= last;
        events.add(event);
        bytes += size;
        first = from;
        last = to;
        return true;
    }

    boolean empty() {
        return events.isEmpty();
    }

    int size() {
        return events.size();
    }

    /// In the order of their times; two of one moment as they were written.
    List<LogEvent> events() {
        if (!sorted) {
            events.sort(Comparator.comparingLong(LogEvent::millis));
            sorted = true;
        }
        return events;
    }
}
