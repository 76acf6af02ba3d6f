package io.argosy.state;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Where changes become durable. One thread at a time writes; readers of the state never come here.
public interface Journal extends AutoCloseable {
    /// Hands over every live row, in the order in which the entities first appeared.
    void load(Consumer<Row> reader) throws IOException;

    /// All rows or none; once this returns they survive the loss of the process and of power. The number of the commit:
    /// each is given once, and they grow.
    long commit(List<Row> rows, Instant at) throws IOException;

    /// The number of the last commit; 0 before the first.
    long lastCommit() throws IOException;

    /// What this store's commits after that one changed, the eldest first: whole commits, about `most` rows. Cursors
    /// are left out: they say how far somebody has read, and telling of them would make more of them.
    History history(String store, long after, int most) throws IOException;

    /// What all stores of a realm changed, in the order in which it became durable. `since` and `upTo` of the
    /// answer are numbers of changes and not of commits, and the last commit in it need not be whole.
    History history(HistoryQuery query) throws IOException;

    /// The number of the last change before this moment; of the last one that is forgotten, if that is later.
    long numberBefore(Instant moment) throws IOException;

    /// Which entities of a kind came to their end in this store, the last first: those among the changes before the one
    /// with this number, of which so many are looked at. No change has the number `Long.MAX_VALUE`.
    Ends ends(String store, String kind, long before, int window) throws IOException;

    /// Takes live rows out of the way of `load`, and keeps them with what was said of them.
    void setAside(List<UnreadableRow> rows, Instant at) throws IOException;

    /// Forgets the history before `limit`, but for its end: numbers go on from there. Live rows stay.
    void prune(Instant limit) throws IOException;

    @Override
    void close() throws IOException;
}
