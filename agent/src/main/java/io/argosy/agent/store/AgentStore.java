package io.argosy.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/// Settings, tasks and unsent reports on disk: a call returns once what it wrote is durable. Bodies are text to it.
public final class AgentStore implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AgentStore.class);
    private static final int FORMAT = 1;
    private static final Set<Integer> NO_ROOM =
            Set.of(SQLiteErrorCode.SQLITE_FULL.code, SQLiteErrorCode.SQLITE_IOERR.code);
    private static final List<String> SCHEMA = List.of(
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA cache_size=-512",
            "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS task (arn TEXT PRIMARY KEY, body TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS report"
                    + " (seq INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, body TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS report_task ON report (task, seq)",
            "CREATE TABLE IF NOT EXISTS image" + " (id TEXT PRIMARY KEY, name TEXT NOT NULL, used INTEGER NOT NULL)");

    /// A task as it is to be remembered, and what there is to report about it.
    public record Entry(String arn, String body, List<String> reports) {}

    /// An image this agent fetched, the name it was last wanted by, and when.
    public record Image(String id, String name, Instant used) {}

    /// A report that was not accepted yet.
    public record Unsent(long seq, String body) {}

    private final Path file;
    private final Ballast ballast;
    private final Consumer<StoreFailed> failed;
    private final ReentrantLock lock = new ReentrantLock(true);
    private Connection connection;
    private boolean closed;

    private AgentStore(Path directory, Consumer<StoreFailed> failed) throws SQLException, IOException {
        this.file = directory.resolve("agent.db");
        this.ballast = new Ballast(directory);
        this.failed = failed;
        this.connection = connect(file);
        ballast.restock();
    }

    /// Opens or makes `agent.db` in the directory, which only this user may read from here on. `failed` hears of every
    /// write or read that did not succeed, before its caller does.
    public static AgentStore open(Path directory, Consumer<StoreFailed> failed) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Path file = directory.resolve("agent.db");
        if (!Files.exists(file)) {
            // Made before SQLite does, which gives the files beside it the rights of this one.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try {
            return new AgentStore(directory, failed);
        } catch (SQLException failure) {
            throw new IOException(
                    "cannot open the agent's state in " + directory + ": " + failure.getMessage(), failure);
        }
    }

    private static Connection connect(Path file) throws SQLException, IOException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        try (var statement = connection.createStatement()) {
            int format = statement.executeQuery("PRAGMA user_version").getInt(1);
            if (format > FORMAT) {
                connection.close();
                throw new IOException(file + " was written by a newer agent (format " + format + ", this one knows "
                        + FORMAT + "): start that one, or give this one a data directory of its own");
            }
            for (String line : SCHEMA) {
                statement.execute(line);
            }
            if (format < FORMAT) {
                statement.execute("PRAGMA user_version = " + FORMAT);
            }
        }
        connection.setAutoCommit(false);
        return connection;
    }

    public Optional<String> setting(String name) {
        return inOrder(() -> {
            try (var query = prepared("SELECT value FROM setting WHERE name = ?", name);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    /// What is set already costs no write, so an agent on a full disk can start.
    public void set(String name, String value) {
        if (!setting(name).equals(Optional.of(value))) {
            inOrder(() -> update(
                    "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    name,
                    value));
        }
    }

    /// Writes tasks and their new reports in one step.
    public void save(List<Entry> entries) {
        inOrder(() -> {
            for (Entry entry : entries) {
                update(
                        "INSERT INTO task VALUES (?, ?) ON CONFLICT (arn) DO UPDATE SET body = excluded.body",
                        entry.arn(),
                        entry.body());
                for (String report : entry.reports()) {
                    update("INSERT INTO report (task, body) VALUES (?, ?)", entry.arn(), report);
                }
            }
            return entries.size();
        });
    }

    /// Every task's body by ARN.
    public Map<String, String> tasks() {
        return inOrder(() -> {
            Map<String, String> bodies = new LinkedHashMap<>();
            try (var query = prepared("SELECT arn, body FROM task ORDER BY rowid");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    bodies.put(row.getString(1), row.getString(2));
                }
            }
            return bodies;
        });
    }

    public Optional<String> task(String arn) {
        return inOrder(() -> {
            try (var query = prepared("SELECT body FROM task WHERE arn = ?", arn);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    public void forget(String arn) {
        inOrder(() -> update("DELETE FROM task WHERE arn = ?", arn));
    }

    public List<String> tasksWithReports() {
        return inOrder(() -> {
            List<String> arns = new ArrayList<>();
            try (var query = prepared("SELECT DISTINCT task FROM report");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    arns.add(row.getString(1));
                }
            }
            return arns;
        });
    }

    /// The oldest report of the task that was not accepted yet.
    public Optional<Unsent> firstReport(String arn) {
        return inOrder(() -> {
            try (var query = prepared("SELECT seq, body FROM report WHERE task = ? ORDER BY seq LIMIT 1", arn);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(new Unsent(row.getLong(1), row.getString(2))) : Optional.empty();
            }
        });
    }

    public void removeReport(long seq) {
        inOrder(() -> update("DELETE FROM report WHERE seq = ?", String.valueOf(seq)));
    }

    public List<Image> images() {
        return inOrder(() -> {
            List<Image> images = new ArrayList<>();
            try (var query = prepared("SELECT id, name, used FROM image");
                    ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    images.add(new Image(row.getString(1), row.getString(2), Instant.ofEpochMilli(row.getLong(3))));
                }
            }
            return images;
        });
    }

    public void save(Image image) {
        inOrder(() -> update(
                "INSERT INTO image VALUES (?, ?, ?)"
                        + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, used = excluded.used",
                image.id(),
                image.name(),
                String.valueOf(image.used().toEpochMilli())));
    }

    public void forgetImage(String id) {
        inOrder(() -> update("DELETE FROM image WHERE id = ?", id));
    }

    /// Gives up what could not be told about the task; answers how many reports those were.
    public int dropReports(String arn) {
        return inOrder(() -> update("DELETE FROM report WHERE task = ?", arn));
    }

    /// Puts back what was given up for a last write, when there is room again.
    public void restock() {
        ballast.restock();
    }

    private interface Work<R> {
        R run() throws SQLException;
    }

    private <R> R inOrder(Work<R> work) {
        lock.lock();
        try {
            return withBallast(work);
        } catch (SQLException failure) {
            var told = new StoreFailed("the agent's state file failed: " + failure.getMessage(), failure);
            failed.accept(told);
            throw told;
        } finally {
            lock.unlock();
        }
    }

    private <R> R withBallast(Work<R> work) throws SQLException {
        try {
            return committed(work);
        } catch (SQLException failure) {
            if (NO_ROOM.contains(failure.getErrorCode() & 0xff) && ballast.drop()) {
                log.warn("the disk of the agent's state is full: its last reserve is in use");
                return committed(work);
            }
            throw failure;
        }
    }

    private <R> R committed(Work<R> work) throws SQLException {
        boolean done = false;
        try {
            R result = work.run();
            connection.commit();
            done = true;
            return result;
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    /// SQLite may have rolled back by itself, of which the driver knows nothing: from then on it would write every
    /// statement by itself and fail each commit. A connection that cannot be rolled back is therefore replaced.
    private void undo() {
        try {
            connection.rollback();
        } catch (SQLException outOfStep) {
            reopen();
        }
    }

    private void reopen() {
        if (closed) {
            return;
        }
        try {
            connection.close();
            connection = connect(file);
        } catch (SQLException | IOException failure) {
            log.error("the agent's state file cannot be opened again", failure);
        }
    }

    private int update(String sql, String... values) throws SQLException {
        try (var statement = prepared(sql, values)) {
            return statement.executeUpdate();
        }
    }

    private PreparedStatement prepared(String sql, String... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setString(i + 1, values[i]);
        }
        return statement;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            connection.close();
        } catch (SQLException failure) {
            throw new StoreFailed("the agent's state file did not close", failure);
        } finally {
            lock.unlock();
        }
    }
}
