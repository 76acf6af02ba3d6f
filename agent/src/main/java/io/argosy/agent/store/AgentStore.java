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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Settings, tasks and unsent reports on disk: a call returns once what it wrote is durable. Bodies are text to it.
public final class AgentStore implements AutoCloseable {
    private static final List<String> SCHEMA = List.of(
            "PRAGMA journal_mode=WAL",
            "PRAGMA synchronous=FULL",
            "PRAGMA cache_size=-512",
            "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS task (arn TEXT PRIMARY KEY, body TEXT NOT NULL)",
            "CREATE TABLE IF NOT EXISTS report"
                    + " (seq INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, body TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS report_task ON report (task, seq)");

    /// A task as it is to be remembered, and what there is to report about it.
    public record Entry(String arn, String body, List<String> reports) {}

    /// A report that was not accepted yet.
    public record Unsent(long seq, String body) {}

    private final Connection connection;
    private final ReentrantLock lock = new ReentrantLock(true);

    private AgentStore(Connection connection) {
        this.connection = connection;
    }

    /// Opens or makes `agent.db` in the directory, which only this user may read from here on.
    public static AgentStore open(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Path file = directory.resolve("agent.db");
        if (!Files.exists(file)) {
            // Made before SQLite does, which gives the files beside it the rights of this one.
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try {
            var store = new AgentStore(DriverManager.getConnection("jdbc:sqlite:" + file));
            try (var statement = store.connection.createStatement()) {
                for (String line : SCHEMA) {
                    statement.execute(line);
                }
            }
            store.connection.setAutoCommit(false);
            return store;
        } catch (SQLException failure) {
            throw new IOException("cannot open the agent's state in " + directory, failure);
        }
    }

    public Optional<String> setting(String name) {
        return inOrder(() -> {
            try (var query = prepared("SELECT value FROM setting WHERE name = ?", name);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    public void set(String name, String value) {
        inOrder(() -> update(
                "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                name,
                value));
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

    public void sent(long seq) {
        inOrder(() -> update("DELETE FROM report WHERE seq = ?", String.valueOf(seq)));
    }

    /// Drops all that belongs to an instance, for an agent that joins anew.
    public void clear() {
        inOrder(() -> update("DELETE FROM setting") + update("DELETE FROM task") + update("DELETE FROM report"));
    }

    private interface Work<R> {
        R run() throws SQLException;
    }

    private <R> R inOrder(Work<R> work) {
        lock.lock();
        try {
            R result = work.run();
            connection.commit();
            return result;
        } catch (SQLException failure) {
            throw new StoreFailed("the agent's state file failed", failure);
        } finally {
            lock.unlock();
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
            connection.close();
        } catch (SQLException failure) {
            throw new StoreFailed("the agent's state file did not close", failure);
        } finally {
            lock.unlock();
        }
    }
}
