package io.argosy.state;

import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/// Begins drafts, with the time of the command and the rows that new entities get: the same numbers for all stores of a
/// journal, each given once and growing.
final class Drafts {
    private final AtomicLong lastRow;
    private final InstantSource clock;

    Drafts(long lastRow, InstantSource clock) {
        this.lastRow = new AtomicLong(lastRow);
        this.clock = clock;
    }

    /// The highest row that was given.
    long lastRow() {
        return lastRow.get();
    }

    <S> Draft<S> of(StateType<S> type, S state, Draft.Listener<S> listener) {
        return new Draft<>(type, state, lastRow::incrementAndGet, clock.instant(), listener);
    }
}
