package io.argosy.bench;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClientToken;
import io.argosy.model.ClusterName;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;

/// Writes a second that wait for their own fsync, through the store, and through nothing but SQLite with the same
/// group commit: the limit.
final class DurableWrites {
    private static final String BODY = "x".repeat(150);

    private final Path folder;
    private final Duration each;

    DurableWrites(Path folder, Duration each) {
        this.folder = folder;
        this.each = each;
    }

    /// Writes a second through the store by so many writers.
    double store(int writers) throws IOException {
        try (Stores stores = Stores.open(folder.resolve("store-" + writers + ".db"), InstantSource.system())) {
            ClusterStore store = stores.cluster(new AccountRegion("123456789012", "local-1"), new ClusterName("bench"));
            return rate(
                    writers,
                    (writer, number) -> store.write(tx -> {
                        tx.add(new ClientToken("writer" + writer, "%09d".formatted(number), BODY, List.of(), tx.now()));
                        return number;
                    }));
        }
    }

    /// Writes a second of the same rows through one thread and one connection that commits what waits.
    double sqlite(int writers) throws SQLException {
        String url = "jdbc:sqlite:" + folder.resolve("raw-" + writers + ".db");
        try (Connection connection = DriverManager.getConnection(url)) {
            try (var statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode=WAL");
                statement.execute("PRAGMA synchronous=FULL");
                statement.execute("CREATE TABLE entity (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
                statement.execute("CREATE TABLE history (id INTEGER PRIMARY KEY, body TEXT NOT NULL)");
            }
            connection.setAutoCommit(false);
            var waiting = new LinkedBlockingQueue<CountDownLatch>();
            var done = new AtomicBoolean();
            Thread committer = Thread.ofPlatform().start(() -> commit(connection, waiting, done));
            double rate = rate(writers, (_, _) -> {
                var ticket = new CountDownLatch(1);
                waiting.add(ticket);
                await(ticket);
            });
            done.set(true);
            committer.interrupt();
            join(committer);
            return rate;
        }
    }

    private static void commit(Connection connection, BlockingQueue<CountDownLatch> waiting, AtomicBoolean done) {
        String row = BODY + BODY;
        long id = 0;
        try (PreparedStatement live = connection.prepareStatement("INSERT INTO entity VALUES (?, ?)");
                PreparedStatement past = connection.prepareStatement("INSERT INTO history VALUES (?, ?)")) {
            while (!done.get()) {
                List<CountDownLatch> batch = new ArrayList<>();
                batch.add(waiting.take());
                waiting.drainTo(batch);
                for (int i = 0; i < batch.size(); i++) {
                    insert(live, ++id, row);
                    insert(past, id, row);
                }
                connection.commit();
                batch.forEach(CountDownLatch::countDown);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void insert(PreparedStatement statement, long id, String row) throws SQLException {
        statement.setLong(1, id);
        statement.setString(2, row);
        statement.executeUpdate();
    }

    /// One write of one writer.
    interface Write {
        void run(int writer, long number);
    }

    private double rate(int writers, Write write) {
        var count = new LongAdder();
        var stop = new AtomicBoolean();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < writers; i++) {
            int writer = i;
            threads.add(Thread.ofVirtual().start(() -> {
                for (long number = 0; !stop.get(); number++) {
                    write.run(writer, number);
                    count.increment();
                }
            }));
        }
        pause(each);
        long before = count.sum();
        pause(each);
        double rate = (count.sum() - before) / (each.toMillis() / 1000.0);
        stop.set(true);
        threads.forEach(DurableWrites::join);
        return rate;
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void await(CountDownLatch ticket) {
        try {
            ticket.await();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
