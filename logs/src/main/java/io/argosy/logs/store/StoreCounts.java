package io.argosy.logs.store;

import java.util.concurrent.atomic.LongAdder;

/// What was put since the start, and how much there was when somebody looked last.
public final class StoreCounts {
    private final LongAdder events = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private volatile long stored;

    void put(int moreEvents, int moreBytes) {
        events.add(moreEvents);
        bytes.add(moreBytes);
    }

    void stored(long now) {
        stored = now;
    }

    public long events() {
        return events.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    public long stored() {
        return stored;
    }
}
