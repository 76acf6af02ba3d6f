package io.argosy.state;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/// Where changes become durable. One thread at a time writes; readers of the state never come here.
public interface Journal extends AutoCloseable {
    /// Hands over every live row, in the order in which the entities first appeared.
    void load(Consumer<Row> reader) throws IOException;

    /// All rows or none; once this returns they survive the loss of the process and of power.
    void commit(List<Row> rows, Instant at) throws IOException;

    /// Forgets the history before `limit`. Live rows stay.
    void prune(Instant limit) throws IOException;

    @Override
    void close() throws IOException;
}
