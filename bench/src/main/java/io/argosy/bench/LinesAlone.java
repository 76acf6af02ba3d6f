package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;

/// Nothing but SQLite with log lines as rows: what a store of events could be made of, and the peer of ours.
record LinesAlone(Path file) {
    private static final int LINES = 1_000;

    double perSecond(Duration time) throws IOException {
        try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var statement = database.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE event (id INTEGER PRIMARY KEY, stream INTEGER, at INTEGER, text TEXT)");
            }
            database.setAutoCommit(false);
            return rows(database, time);
        } catch (SQLException failure) {
            throw new IOException(failure);
        }
    }

    private static double rows(Connection database, Duration time) throws SQLException {
        long began = System.nanoTime();
        long lines = 0;
        String text = "x".repeat(LogLoad.LINE);
        try (PreparedStatement insert =
                database.prepareStatement("INSERT INTO event (stream, at, text) VALUES (?, ?, ?)")) {
            while (System.nanoTime() - began < time.toNanos()) {
                for (int i = 0; i < LINES; i++) {
                    insert.setInt(1, 1);
                    insert.setLong(2, System.currentTimeMillis());
                    insert.setString(3, text);
                    insert.addBatch();
                }
                insert.executeBatch();
                database.commit();
                lines += LINES;
            }
        }
        return lines / ((System.nanoTime() - began) / 1e9);
    }
}
