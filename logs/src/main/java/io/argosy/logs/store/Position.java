package io.argosy.logs.store;

import java.util.Comparator;

/// A place among the events of a group: by time, and among those of one time by where they lie, which is the order in
/// which they came.
public record Position(long timestamp, long place) implements Comparable<Position> {
    public static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::timestamp).thenComparingLong(Position::place);
    private static final int SEGMENT_BITS = 32;

    /// The place of an event that begins there.
    static long place(long segment, long offset) {
        return segment << SEGMENT_BITS | offset;
    }

    static Position beforeAllAt(long timestamp) {
        return new Position(timestamp, 0);
    }

    static Position behindAllAt(long timestamp) {
        return new Position(timestamp, Long.MAX_VALUE);
    }

    public Position next() {
        return new Position(timestamp, place + 1);
    }

    public Position previous() {
        return new Position(timestamp, place - 1);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }
}
