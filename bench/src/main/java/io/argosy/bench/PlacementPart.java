package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

/// The section on placements.
final class PlacementPart {
    /// What a task of the bench takes as a row, about.
    private static final int ROW_BYTES = 950;

    private static final int TASKS = 200_000;
    private static final int SERVICES = 50;
    private static final int SERVED = 50_000;
    private static final int WARM_UP_INSTANCES = 500;
    private static final int WARM_UP_TASKS = 20_000;

    private final Page page;

    PlacementPart(Page page) {
        this.page = page;
    }

    /// A measurement over a journal in a file of its own.
    private interface Measured<T> {
        T over(Path file) throws IOException, SQLException;
    }

    void measure() throws IOException, SQLException {
        warmUp();
        double alone = inFolder(
                file -> new RowsAlone(file, ROW_BYTES).perSecond(TASKS, Placements.WRITERS, Placements.AT_ONCE));
        page.add("""
                ## Placements

                Tasks a second that are placed and on disk, in process: `RunTask` for %d tasks at a time from %d writers
                until there are %,d of them, and %d services that want %,d together. Stores, journal, operations and the
                service reconciler are the server's own; there is no wire, and the instances are made up: 43 attributes
                each, three zones, 40 racks, no agents. Services launch as fast as they can, without ECS's pace of 500 a
                minute for each. The ratio is to rows of the same size, each written twice as the journal does, by
                nothing but SQLite with the same group commit: %,.0f a second in this run.

                | instances | rule | placements/s | ratio | first tenth | last tenth |
                |---|---|---|---|---|---|""", Placements.AT_ONCE, Placements.WRITERS, TASKS, SERVICES, SERVED, alone);
        for (int instances : List.of(100, 5_000)) {
            for (Placements.Rule rule : Placements.Rule.values()) {
                Placements.Result result = inFolder(file -> new Placements(file, instances, TASKS).byRunTask(rule));
                row(instances, rule.title(), result, alone);
            }
            double served = inFolder(file -> new Placements(file, instances, SERVED).byServices(SERVICES));
            page.add(
                    "| %,d | services, spread over zones, then instances | %,.0f | %.2f | | |",
                    instances, served, served / alone);
        }
    }

    /// A server that has run for a minute is what is measured.
    private static void warmUp() throws IOException, SQLException {
        for (Placements.Rule rule : Placements.Rule.values()) {
            inFolder(file -> new Placements(file, WARM_UP_INSTANCES, WARM_UP_TASKS).byRunTask(rule));
        }
        inFolder(file -> new Placements(file, WARM_UP_INSTANCES, WARM_UP_TASKS).byServices(SERVICES));
    }

    private void row(int instances, String rule, Placements.Result result, double alone) {
        page.add(
                "| %,d | %s | %,.0f | %.2f | %,.0f | %,.0f |",
                instances, rule, result.perSecond(), result.perSecond() / alone, result.first(), result.last());
    }

    private static <T> T inFolder(Measured<T> measured) throws IOException, SQLException {
        Path folder = Files.createTempDirectory("argosy-bench");
        try {
            return measured.over(folder.resolve("argosy.db"));
        } finally {
            try (var files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
