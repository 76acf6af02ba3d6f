package io.argosy.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The calibration of what is durable: rows of a size, each twice as the journal writes them, by nothing but SQLite
/// with a group commit. Each writer waits until its own are on disk.
final class RowsAlone {
    private record Batch(int rows, CountDownLatch durable) {}

    private final Path file;
    private final String body;
    private final BlockingQueue<Batch> waiting = new ArrayBlockingQueue<>(10_000);
    private final AtomicInteger committed = new AtomicInteger();

    RowsAlone(Path file, int bytes) {
        this.file = file;
        this.body = "x".repeat(bytes);
    }

    /// Rows a second, of so many by so many writers, some at a time.
    double perSecond(int rows, int writers, int atOnce) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE entity (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
                statement.execute("CREATE TABLE history (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
            }
            connection.setAutoCommit(false);
            long from = System.nanoTime();
            List<Thread> threads = new ArrayList<>();
            var asked = new AtomicInteger();
            for (int i = 0; i < writers; i++) {
                threads.add(Thread.ofVirtual().start(() -> {
                    while (asked.getAndAdd(atOnce) < rows) {
                        write(atOnce);
                    }
                }));
            }
            commit(connection, rows);
            double rate = rows * 1e9 / (System.nanoTime() - from);
            for (Thread thread : threads) {
                join(thread);
            }
            return rate;
        }
    }

    private void write(int rows) {
        var batch = new Batch(rows, new CountDownLatch(1));
        try {
            waiting.put(batch);
            batch.durable().await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void commit(Connection connection, int rows) throws SQLException {
        try (PreparedStatement live = connection.prepareStatement("INSERT INTO entity VALUES (?, ?)");
                PreparedStatement past = connection.prepareStatement("INSERT INTO history VALUES (?, ?)")) {
            while (committed.get() < rows) {
                List<Batch> batches = new ArrayList<>();
                batches.add(waiting.take());
                waiting.drainTo(batches);
                for (Batch batch : batches) {
                    for (int i = 0; i < batch.rows(); i++) {
                        insert(live, past);
                    }
                }
                connection.commit();
                batches.forEach(batch -> batch.durable().countDown());
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }

    private void insert(PreparedStatement live, PreparedStatement past) throws SQLException {
        int id = committed.incrementAndGet();
        for (PreparedStatement statement : List.of(live, past)) {
            statement.setInt(1, id);
            statement.setString(2, body);
            statement.executeUpdate();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
