package io.argosy.state;

import io.argosy.model.Cursor;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Reads the history, on a connection of its own: whoever writes does not wait for it. Ids and commits grow together,
/// so a commit is found by halving.
final class SqliteHistory {
    private static final String CHANGES = "SELECT commit_id, at, store, kind, version, name, body, before FROM history"
            + " WHERE id >= ? AND commit_id <= ? AND store = ? AND kind <> ? ORDER BY id";

    private static final String ENDS = "SELECT commit_id, at, store, kind, version, name, body, before FROM history"
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
        long low = one("SELECT coalesce(min(id), 1) FROM history");
        long high = lastId() + 1;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (one("SELECT coalesce((SELECT commit_id FROM history WHERE id >= " + middle + " ORDER BY id LIMIT 1), "
                            + Long.MAX_VALUE + ")")
                    <= commit) {
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
