package io.argosy.state;

import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The journal of stores of which nothing is kept: it counts commits, and has no past.
final class NoJournal implements Journal {
    /// Who decides commits, and has nothing to wait for.
    static final CommitPace AT_ONCE = new CommitPace() {
        @Override
        public void decided(StoreState state, Runnable commit) {
            commit.run();
        }

        @Override
        public void await(BooleanSupplier durable) {
            // It has been committed.
        }
    };

    private long commits;

    @Override
    public void load(Consumer<Row> reader) {
        // There is nothing.
    }

    @Override
    public long commit(List<Row> rows, Instant at) {
        return ++commits;
    }

    @Override
    public long lastCommit() {
        return commits;
    }

    @Override
    public History history(String store, long after, int most) {
        return new History(commits, commits, List.of());
    }

    @Override
    public History history(HistoryQuery query) {
        return new History(query.after(), query.after(), List.of());
    }

    @Override
    public long numberBefore(Instant moment) {
        return 0;
    }

    @Override
    public Ends ends(String store, String kind, long before, int window) {
        return new Ends(List.of(), Instant.EPOCH, 0);
    }

    @Override
    public void setAside(List<UnreadableRow> rows, Instant at) {
        // There is nothing.
    }

    @Override
    public void prune(Instant limit) {
        // There is nothing.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
