package io.argosy.state;

import io.argosy.model.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Reads the history, on a connection of its own: whoever writes does not wait for it. Ids and commits grow together,
/// so a commit is found by halving.
final class SqliteHistory {
    private static final String COLUMNS = "SELECT commit_id, at, store, kind, version, name, body, before, id";
    private static final String CHANGES =
            COLUMNS + " FROM history WHERE id >= ? AND commit_id <= ? AND store = ? AND kind <> ? ORDER BY id";

    private static final String OF_REALM = COLUMNS + " FROM history"
            + " WHERE id > ? AND id <= ? AND (store = ? OR store > ? AND store < ?) AND kind IN (%s)"
            + " ORDER BY id LIMIT ?";

    private static final String ENDS = COLUMNS + " FROM history"
            + " WHERE id < ? AND id >= ? AND store = ? AND kind = ? AND body IS NULL ORDER BY id DESC";

    private final ReentrantLock lock = new ReentrantLock();
    private final Connection connection;

    SqliteHistory(Connection connection) {
        this.connection = connection;
    }

    long lastId() throws SQLException {
        return one("SELECT coalesce(max(id), 0) FROM history");
    }

    long lastCommit() throws SQLException {
        return one("SELECT coalesce((SELECT commit_id FROM history ORDER BY id DESC LIMIT 1), 0)");
    }

    History read(String store, long after, int most) throws SQLException {
        lock.lock();
        try {
            long last = lastCommit();
            List<Logged> rows = rows(store, firstAfter(after), last, most);
            boolean all = rows.size() < most || rows.getLast().commit() == last;
            // Looked up last: what was forgotten in the meantime is missed by nobody.
            return new History(since(), all ? last : rows.getLast().commit(), rows);
        } finally {
            lock.unlock();
        }
    }

    /// Of the eldest commit there is some may be gone.
    private long since() throws SQLException {
        return one("SELECT CASE WHEN (SELECT min(id) FROM history) > 1"
                + " THEN (SELECT commit_id FROM history ORDER BY id LIMIT 1) ELSE 0 END");
    }

    private List<Logged> rows(String store, long from, long last, int most) throws SQLException {
        List<Logged> found = new ArrayList<>();
        try (PreparedStatement changes = connection.prepareStatement(CHANGES)) {
            changes.setLong(1, from);
            changes.setLong(2, last);
            changes.setString(3, store);
            changes.setString(4, Cursor.KIND.name());
            try (ResultSet rows = changes.executeQuery()) {
                while (rows.next()) {
                    Logged row = logged(rows);
                    if (found.size() >= most && row.commit() != found.getLast().commit()) {
                        return found;
                    }
                    found.add(row);
                }
            }
        }
        return found;
    }

    /// By the numbers of changes, which are their ids. The names of a realm's stores begin with its own and a slash.
    History read(HistoryQuery query) throws SQLException {
        String kinds = String.join(", ", Collections.nCopies(query.kinds().size(), "?"));
        lock.lock();
        try (PreparedStatement changes = connection.prepareStatement(OF_REALM.formatted(kinds))) {
            long last = lastId();
            int place = 0;
            changes.setLong(++place, query.after());
            changes.setLong(++place, last);
            changes.setString(++place, query.realm());
            changes.setString(++place, query.realm() + "/");
            changes.setString(++place, query.realm() + "0");
            for (String kind : query.kinds()) {
                changes.setString(++place, kind);
            }
            changes.setInt(++place, query.most());
            List<Logged> found = new ArrayList<>();
            try (ResultSet rows = changes.executeQuery()) {
                while (rows.next()) {
                    found.add(logged(rows));
                }
            }
            long upTo = found.size() < query.most() ? last : found.getLast().number();
            return new History(one("SELECT coalesce(min(id), 1) FROM history") - 1, upTo, found);
        } finally {
            lock.unlock();
        }
    }

    /// The number of the last change before this moment, as far as the history goes back.
    long numberBefore(Instant moment) throws SQLException {
        lock.lock();
        try {
            return firstWhere("at", moment.toEpochMilli() - 1) - 1;
        } finally {
            lock.unlock();
        }
    }

    Ends ends(String store, String kind, long before, int window) throws SQLException {
        lock.lock();
        try (PreparedStatement ends = connection.prepareStatement(ENDS)) {
            long first = one("SELECT coalesce(min(id), 1) FROM history");
            long upTo = Math.min(before, lastId() + 1);
            long from = Math.max(first, upTo - window);
            ends.setLong(1, upTo);
            ends.setLong(2, from);
            ends.setString(3, store);
            ends.setString(4, kind);
            List<Logged> found = new ArrayList<>();
            try (ResultSet rows = ends.executeQuery()) {
                while (rows.next()) {
                    found.add(logged(rows));
                }
            }
            long since =
                    one("SELECT coalesce((SELECT at FROM history WHERE id >= " + from + " ORDER BY id LIMIT 1), 0)");
            return new Ends(found, Instant.ofEpochMilli(since), from > first ? from : 0);
        } finally {
            lock.unlock();
        }
    }

    private static Logged logged(ResultSet row) throws SQLException {
        return new Logged(
                row.getLong(9),
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                new Row(
                        0,
                        row.getString(3),
                        row.getString(4),
                        row.getInt(5),
                        row.getString(6),
                        Optional.ofNullable(row.getString(7)),
                        Optional.ofNullable(row.getString(8))));
    }

    /// The lowest id of a later commit.
    private long firstAfter(long commit) throws SQLException {
        return firstWhere("commit_id", commit);
    }

    /// The lowest id of a change of which this column is greater: it grows with them.
    private long firstWhere(String column, long greaterThan) throws SQLException {
        long low = one("SELECT coalesce(min(id), 1) FROM history");
        long high = lastId() + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            String value = "(SELECT " + column + " FROM history WHERE id >= " + middle + " ORDER BY id LIMIT 1)";
            if (one("SELECT coalesce(" + value + ", " + Long.MAX_VALUE + ")") <= greaterThan) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long one(String query) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    void close() throws SQLException {
        lock.lock();
        try {
            connection.close();
        } finally {
            lock.unlock();
        }
    }
}
