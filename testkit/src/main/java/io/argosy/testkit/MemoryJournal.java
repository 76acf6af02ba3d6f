package io.argosy.testkit;

import io.argosy.model.Cursor;
import io.argosy.state.Ends;
import io.argosy.state.History;
import io.argosy.state.HistoryQuery;
import io.argosy.state.Journal;
import io.argosy.state.Logged;
import io.argosy.state.Row;
import io.argosy.state.UnreadableRow;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/// A journal that outlives its server in memory, and loses the server at a chosen commit: before it or after it. Its
/// history goes back as far as it was not pruned.
public final class MemoryJournal implements Journal {
    /// Where the next loss of the server strikes.
    public enum Loss {
        BEFORE,
        AFTER
    }

    private final Map<Long, Row> live = new TreeMap<>();
    private final List<Logged> history = new ArrayList<>();
    private long since;
    private long commits;
    private long changes;
    private int commitsUntilLoss = -1;
    private Loss loss = Loss.BEFORE;

    public MemoryJournal() {}

    /// Another journal that holds the same.
    public MemoryJournal copy() {
        var copy = new MemoryJournal();
        copy.live.putAll(live);
        copy.commits = commits;
        copy.changes = changes;
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
    public long commit(List<Row> rows, Instant at) throws IOException {
        boolean now = commitsUntilLoss == 0;
        if (commitsUntilLoss >= 0) {
            commitsUntilLoss--;
        }
        if (now && loss == Loss.BEFORE) {
            throw new IOException("lost before the commit");
        }
        commits++;
        for (Row row : rows) {
            history.add(new Logged(++changes, commits, at, row));
            if (row.body().isPresent()) {
                live.put(row.id(), row);
            } else {
                live.remove(row.id());
            }
        }
        if (now) {
            throw new IOException("lost after the commit");
        }
        return commits;
    }

    @Override
    public void setAside(List<UnreadableRow> rows, Instant at) {
        rows.forEach(unreadable -> live.remove(unreadable.row().id()));
    }

    @Override
    public long lastCommit() {
        return commits;
    }

    @Override
    public History history(String store, long after, int most) {
        List<Logged> found = new ArrayList<>();
        for (Logged logged : history.subList(firstAfter(after), history.size())) {
            if (logged.row().store().equals(store) && !logged.row().kind().equals(Cursor.KIND.name())) {
                if (found.size() >= most && found.getLast().commit() != logged.commit()) {
                    return new History(since, found.getLast().commit(), found);
                }
                found.add(logged);
            }
        }
        return new History(since, commits, found);
    }

    @Override
    public History history(HistoryQuery query) {
        List<Logged> found = history.stream()
                .filter(logged -> logged.number() > query.after())
                .filter(logged -> (logged.row().store() + "/").startsWith(query.realm() + "/"))
                .filter(logged -> query.kinds().contains(logged.row().kind()))
                .limit(query.most())
                .toList();
        long upTo = found.size() < query.most() ? changes : found.getLast().number();
        return new History(changes - history.size(), upTo, found);
    }

    @Override
    public long numberBefore(Instant moment) {
        return changes
                - history.stream()
                        .filter(logged -> !logged.at().isBefore(moment))
                        .count();
    }

    /// All of them at once; the number of a change is its place.
    @Override
    public Ends ends(String store, String kind, long before, int window) {
        List<Logged> found = history.subList(0, (int) Math.min(before, history.size())).stream()
                .filter(logged -> logged.row().store().equals(store)
                        && logged.row().kind().equals(kind)
                        && logged.row().body().isEmpty())
                .toList();
        return new Ends(found.reversed(), Instant.EPOCH, 0);
    }

    private int firstAfter(long commit) {
        int low = 0;
        int high = history.size();
        while (low < high) {
            int middle = (low + high) / 2;
            if (history.get(middle).commit() <= commit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    @Override
    public void prune(Instant limit) {
        int over = 0;
        while (over < history.size() - 1 && history.get(over).at().isBefore(limit)) {
            since = history.get(over).commit();
            over++;
        }
        history.subList(0, over).clear();
    }

    @Override
    public void close() {
        // What it holds stays for the next server.
    }
}
