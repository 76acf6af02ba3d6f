package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures and writes a page of tables. Every figure stands beside a limit or a peer taken in the same run.
public final class Bench {
    private final List<String> page = new ArrayList<>();

    private Bench() {}

    /// The argument names the file to write.
    public static void main(String[] arguments) throws IOException, SQLException {
        var bench = new Bench();
        bench.durableWrites();
        Files.writeString(Path.of(arguments[0]), String.join("\n", bench.page) + "\n");
    }

    private void durableWrites() throws IOException, SQLException {
        page.add("| writers | store, writes/s | SQLite alone, writes/s | ratio |");
        page.add("|---|---|---|---|");
        for (int writers : List.of(1, 16, 128, 1024)) {
            Path folder = Files.createTempDirectory("argosy-bench");
            var writes = new DurableWrites(folder, Duration.ofSeconds(2));
            double store = writes.store(writers);
            double limit = writes.sqlite(writers);
            page.add(String.format(Locale.ROOT, "| %d | %,.0f | %,.0f | %.2f |", writers, store, limit, store / limit));
        }
    }
}
