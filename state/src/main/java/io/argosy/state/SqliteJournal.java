package io.argosy.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// The journal in one SQLite file: WAL, a full fsync at every commit, one connection. Whoever writes knows which row an
/// entity has, so that the file needs no index but its growing keys.
public final class SqliteJournal implements Journal {
    private static final String PUT = "INSERT INTO entity (id, store, kind, version, name, body)"
            + " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET version = excluded.version,"
            + " body = excluded.body";
    private static final String HISTORY =
            "INSERT INTO history (id, at, commit_id, store, kind, version, name, body, before)"
                    + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String ASIDE = "INSERT INTO aside (at, reason, store, kind, version, name, body)"
            + " SELECT ?, ?, store, kind, version, name, body FROM entity WHERE id = ?";

    private static final int PRUNED_AT_ONCE = 1_000;

    /// Fair: whoever deletes much in slices lets writers in between.
    private final ReentrantLock lock = new ReentrantLock(true);

    private final Connection connection;
    private long lastHistoryId;
    private long lastCommit;
    private final SqliteHistory past;

    private SqliteJournal(Connection connection, Connection reader) throws SQLException {
        this.connection = connection;
        this.past = new SqliteHistory(reader);
        this.lastHistoryId = past.lastId();
        this.lastCommit = past.lastCommit();
    }

    /// Opens the file, making it or bringing its schema up to date. A journal of a newer version, a damaged one and one
    /// that another process holds are each refused in words of their own.
    public static SqliteJournal open(Path file) throws IOException {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(10_000);
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        try {
            ownerOnly(file);
            return new SqliteJournal(connected(file, source), source.getConnection());
        } catch (SQLException | RuntimeException failure) {
            throw new IOException(JournalTrouble.words(file, failure), failure);
        }
    }

    private static Connection connected(Path file, SQLiteDataSource source) throws SQLException, IOException {
        Connection connection = source.getConnection();
        try {
            JournalSchema.bringUpToDate(file, connection);
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException | IOException | RuntimeException failure) {
            connection.close();
            throw failure;
        }
    }

    /// Made before SQLite does, which gives the files beside it the rights of this one.
    private static void ownerOnly(Path file) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    @Override
    public void load(Consumer<Row> reader) throws IOException {
        lock.lock();
        try (var statement = connection.createStatement()) {
            try (ResultSet rows =
                    statement.executeQuery("SELECT id, store, kind, version, name, body FROM entity ORDER BY id")) {
                while (rows.next()) {
                    reader.accept(Row.live(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getInt(4),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
        } catch (SQLException failure) {
            throw new IOException("cannot read the journal", failure);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long commit(List<Row> rows, Instant at) throws IOException {
        lock.lock();
        try (PreparedStatement put = connection.prepareStatement(PUT);
                PreparedStatement remove = connection.prepareStatement("DELETE FROM entity WHERE id = ?");
                PreparedStatement history = connection.prepareStatement(HISTORY)) {
            lastCommit++;
            for (Row row : rows) {
                if (row.body().isPresent()) {
                    put(put, row, row.body().get());
                } else {
                    remove(remove, row);
                }
                remember(history, row, at);
            }
            connection.commit();
            return lastCommit;
        } catch (SQLException failure) {
            throw new IOException("cannot write the journal", failure);
        } finally {
            lock.unlock();
        }
    }

    private static void put(PreparedStatement put, Row row, String body) throws SQLException {
        put.setLong(1, row.id());
        put.setString(2, row.store());
        put.setString(3, row.kind());
        put.setInt(4, row.version());
        put.setString(5, row.name());
        put.setString(6, body);
        put.executeUpdate();
    }

    private static void remove(PreparedStatement remove, Row row) throws SQLException {
        remove.setLong(1, row.id());
        remove.executeUpdate();
    }

    private void remember(PreparedStatement history, Row row, Instant at) throws SQLException {
        history.setLong(1, ++lastHistoryId);
        history.setLong(2, at.toEpochMilli());
        history.setLong(3, lastCommit);
        history.setString(4, row.store());
        history.setString(5, row.kind());
        history.setInt(6, row.version());
        history.setString(7, row.name());
        history.setString(8, row.body().orElse(null));
        history.setString(9, row.before().orElse(null));
        history.executeUpdate();
    }

    @Override
    public long lastCommit() {
        lock.lock();
        try {
            return lastCommit;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Ends ends(String store, String kind, long before, int window) throws IOException {
        try {
            return past.ends(store, kind, before, window);
        } catch (SQLException failure) {
            throw new IOException("cannot read the journal", failure);
        }
    }

    @Override
    public History history(String store, long after, int most) throws IOException {
        try {
            return past.read(store, after, most);
        } catch (SQLException failure) {
            throw new IOException("cannot read the journal", failure);
        }
    }

    @Override
    public History history(HistoryQuery query) throws IOException {
        try {
            return past.read(query);
        } catch (SQLException failure) {
            throw new IOException("cannot read the journal", failure);
        }
    }

    @Override
    public long numberBefore(Instant moment) throws IOException {
        try {
            return past.numberBefore(moment);
        } catch (SQLException failure) {
            throw new IOException("cannot read the journal", failure);
        }
    }

    @Override
    public void setAside(List<UnreadableRow> rows, Instant at) throws IOException {
        lock.lock();
        try (PreparedStatement aside = connection.prepareStatement(ASIDE);
                PreparedStatement remove = connection.prepareStatement("DELETE FROM entity WHERE id = ?")) {
            for (UnreadableRow unreadable : rows) {
                aside.setLong(1, at.toEpochMilli());
                aside.setString(2, unreadable.reason());
                aside.setLong(3, unreadable.row().id());
                aside.executeUpdate();
                remove(remove, unreadable.row());
            }
            connection.commit();
        } catch (SQLException failure) {
            throw new IOException("cannot write the journal", failure);
        } finally {
            lock.unlock();
        }
    }

    /// Ids grow with time, so the end of what is old is found by halving; it is deleted in slices, between which
    /// writers have their turn.
    @Override
    public void prune(Instant limit) throws IOException {
        try {
            long first = one("SELECT coalesce(min(id), 1) FROM history");
            // The numbers of commits go on from the last row.
            long last = one("SELECT coalesce(max(id), 1) FROM history");
            long end = Math.min(last, firstSince(limit.toEpochMilli(), first));
            for (long from = first; from < end; from += PRUNED_AT_ONCE) {
                prune(from, Math.min(end, from + PRUNED_AT_ONCE));
            }
        } catch (SQLException failure) {
            throw new IOException("cannot prune the journal", failure);
        }
    }

    /// The lowest id of the history that is not older than `at`.
    private long firstSince(long at, long first) throws SQLException {
        long low = first;
        long high = one("SELECT coalesce(max(id), 0) + 1 FROM history");
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (one("SELECT coalesce((SELECT at FROM history WHERE id >= " + middle + " ORDER BY id LIMIT 1), "
                            + Long.MAX_VALUE + ")")
                    < at) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long one(String query) throws SQLException {
        lock.lock();
        try (var statement = connection.createStatement()) {
            long value;
            try (ResultSet rows = statement.executeQuery(query)) {
                value = rows.next() ? rows.getLong(1) : 0;
            }
            connection.commit();
            return value;
        } finally {
            lock.unlock();
        }
    }

    private void prune(long from, long end) throws SQLException {
        lock.lock();
        try (PreparedStatement old = connection.prepareStatement("DELETE FROM history WHERE id >= ? AND id < ?")) {
            old.setLong(1, from);
            old.setLong(2, end);
            old.executeUpdate();
            connection.commit();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            past.close();
            connection.close();
        } catch (SQLException failure) {
            throw new IOException("cannot close the journal", failure);
        } finally {
            lock.unlock();
        }
    }
}
