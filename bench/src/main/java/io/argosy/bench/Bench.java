package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures and writes docs/performance.md. Every figure stands beside a limit or a peer taken in the same run.
public final class Bench {
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int TASKS = 30;

    private final List<String> page = new ArrayList<>();

    private Bench() {}

    /// Arguments: the project's folder, and the file to write.
    public static void main(String[] arguments) throws IOException, SQLException {
        var bench = new Bench();
        bench.page.add("""
                # Performance

                Made by `./argosy bench` on %s, with %d cores and Java %s. Absolute figures belong to
                that machine and moment; the ratios are what to compare. Each stands beside
                a limit or a peer measured in the same run.
                """.formatted(
                        LocalDate.now(),
                        Runtime.getRuntime().availableProcessors(),
                        Runtime.version().feature()));
        bench.durableWrites();
        bench.program(Path.of(arguments[0]));
        Files.writeString(Path.of(arguments[1]), String.join("\n", bench.page) + "\n");
    }

    private void add(String format, Object... figures) {
        page.add(String.format(Locale.ROOT, format, figures));
    }

    private void durableWrites() throws IOException, SQLException {
        add("""
                ## Durable writes

                Small entities through the store, each writer waiting for its own write to be on disk; beside it
                the same rows through nothing but SQLite with the same group commit.

                | writers | store, writes/s | SQLite alone, writes/s | ratio |
                |---|---|---|---|""");
        for (int writers : List.of(1, 16, 128, 1024)) {
            var writes = new DurableWrites(Files.createTempDirectory("argosy-bench"), Duration.ofSeconds(2));
            double store = writes.store(writers);
            double limit = writes.sqlite(writers);
            add("| %d | %,.0f | %,.0f | %.2f |", writers, store, limit, store / limit);
        }
    }

    private void program(Path home) throws IOException {
        TaskStarts.makeImage();
        try (var program = new Program(home, Files.createTempDirectory("argosy-bench"))) {
            double serverStart = program.startServer();
            double serverIdle = program.residentMib(0);
            double agentStart = program.startAgent();
            taskStarts(program);
            double agentAfter = program.residentMib(1);
            requests(program);
            double serverAfter = program.residentMib(0);
            add("""

                    ## Start and memory

                    From the launcher's start; the server until it answers, the agent until the server sees it
                    connected.

                    | | start, ms | resident, MiB | after the runs above, MiB |
                    |---|---|---|---|
                    | server | %,.0f | %.0f | %.0f |
                    | agent | %,.0f | | %.0f |""", serverStart, serverIdle, serverAfter, agentStart, agentAfter);
        }
    }

    private void requests(Program program) throws IOException {
        add("""

                ## Requests

                Signed requests over kept connections against the packaged server, generator and server on the
                same cores; `/healthz`, unsigned and empty, is the limit of both.

                | request | connections | requests/s | of the limit | p50 ms | p99 ms |
                |---|---|---|---|---|---|""");
        for (int connections : List.of(1, 16)) {
            Load limit = Load.of(program::wire, connections, EACH, (wire, _, _) -> wire.get("/healthz"));
            row("/healthz", connections, limit, limit);
            Load read = Load.of(
                    program::wire,
                    connections,
                    EACH,
                    (wire, _, _) -> wire.call("DescribeClusters", "{\"clusters\":[\"bench\"]}"));
            row("DescribeClusters", connections, read, limit);
            Load write = Load.of(
                    program::wire,
                    connections,
                    EACH,
                    (wire, connection, number) -> wire.call(
                            "TagResource",
                            "{\"resourceArn\":\"arn:aws:ecs:local-1:123456789012:cluster/bench\",\"tags\":[{\"key\":\"c"
                                    + connection + "\",\"value\":\"" + number + "\"}]}"));
            row("TagResource, durable", connections, write, limit);
        }
    }

    private void row(String request, int connections, Load load, Load limit) {
        add(
                "| %s | %d | %,.0f | %.2f | %.2f | %.2f |",
                request,
                connections,
                load.perSecond(),
                load.perSecond() / limit.perSecond(),
                load.latency().median(),
                load.latency().percentile(99));
    }

    private void taskStarts(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            TaskStarts.Times times = new TaskStarts(wire).measure(TASKS);
            add(
                    """

                    ## Starting a container

                    `RunTask` until DescribeTasks shows it RUNNING, and `docker run -d` until it returns, in
                    turn on the same engine, %d rounds.

                    | | p50 ms | p90 ms |
                    |---|---|---|
                    | RunTask to RUNNING | %.0f | %.0f |
                    | docker run -d | %.0f | %.0f |
                    | ratio | %.2f | %.2f |""",
                    TASKS,
                    times.tasks().median(),
                    times.tasks().percentile(90),
                    times.dockerRuns().median(),
                    times.dockerRuns().percentile(90),
                    times.tasks().median() / times.dockerRuns().median(),
                    times.tasks().percentile(90) / times.dockerRuns().percentile(90));
        }
    }
}
