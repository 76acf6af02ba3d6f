package io.argosy.testkit;

import io.argosy.state.Journal;
import io.argosy.state.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A journal that outlives its server in memory, and loses the server at a chosen commit: before it or after it. It
/// keeps no history.
public final class MemoryJournal implements Journal {
    /// Where the next loss of the server strikes.
    public enum Loss {
        BEFORE,
        AFTER
    }

    private record Place(String store, String kind, String name) {}

    private final Map<Place, Row> live = new LinkedHashMap<>();
    private int commitsUntilLoss = -1;
    private Loss loss = Loss.BEFORE;

    public MemoryJournal() {}

    /// Another journal that holds the same.
    public MemoryJournal copy() {
        var copy = new MemoryJournal();
        copy.live.putAll(live);
        return copy;
    }

    /// The server is lost at the commit after so many more.
    public void loseServer(int afterCommits, Loss where) {
        commitsUntilLoss = afterCommits;
        loss = where;
    }

    public void spareServer() {
        commitsUntilLoss = -1;
    }

    @Override
    public void load(Consumer<Row> reader) {
        List.copyOf(live.values()).forEach(reader);
    }

    @Override
    public void commit(List<Row> rows, Instant at) throws IOException {
        boolean now = commitsUntilLoss == 0;
        if (commitsUntilLoss >= 0) {
            commitsUntilLoss--;
        }
        if (now && loss == Loss.BEFORE) {
            throw new IOException("lost before the commit");
        }
        for (Row row : new ArrayList<>(rows)) {
            var place = new Place(row.store(), row.kind(), row.name());
            if (row.body().isPresent()) {
                live.put(place, row);
            } else {
                live.remove(place);
            }
        }
        if (now) {
            throw new IOException("lost after the commit");
        }
    }

    @Override
    public void prune(Instant limit) {
        // Nothing of before is kept.
    }

    @Override
    public void close() {
        // What it holds stays for the next server.
    }
}
