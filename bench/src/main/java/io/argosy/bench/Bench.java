package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Measures and writes docs/performance.md. Every figure stands beside a limit or a peer taken in the same run.
public final class Bench {
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int TASKS = 30;
    private static final int FOOTPRINT_TASKS = 20;
    private static final Duration FOOTPRINT_WAIT = Duration.ofSeconds(30);

    private static final int FLEET_INSTANCES = 500;
    private static final int FLEET_TASKS = 200_000;

    private static final int JOBS = 100_000;

    private final Page page = new Page();

    private Bench() {}

    /// Arguments: the installed program's folder, the file to write, and perhaps the one part to measure.
    public static void main(String[] arguments) throws IOException, SQLException {
        var home = Path.of(arguments[0]);
        var file = Path.of(arguments[1]);
        var bench = new Bench();
        if (arguments.length > 2) {
            bench.one(List.of(arguments).subList(2, arguments.length), home);
            bench.page.writeInto(file);
            return;
        }
        bench.page.add(
                """
                # Performance

                Made by `./argosy bench` on %s, with %d cores and Java %s. Absolute figures belong to
                that machine and moment; the ratios are what to compare. Each stands beside
                a limit or a peer measured in the same run.
                """,
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version().feature());
        bench.durableWrites();
        bench.reload();
        new PlacementPart(bench.page).measure();
        bench.fleet(List.of(), home);
        bench.program(home);
        bench.withAgent(home, bench::footprint);
        bench.withAgent(home, bench::manyStarts);
        bench.registry(home);
        bench.logs(home);
        bench.batch(JOBS, home);
        bench.page.write(file);
    }

    private void one(List<String> words, Path home) throws IOException, SQLException {
        String part = words.getFirst();
        switch (part) {
            case "writes" -> durableWrites();
            case "reload" -> reload();
            case "placement" -> new PlacementPart(page).measure();
            case "fleet" -> fleet(words.subList(1, words.size()), home);
            case "registry" -> registry(home);
            case "starts" -> withAgent(home, this::manyStarts);
            case "footprint" -> withAgent(home, this::footprint);
            case "logs" -> logs(home);
            case "program" -> program(home);
            case "batch" -> batch(words.size() < 2 ? JOBS : Integer.parseInt(words.get(1)), home);
            default ->
                throw new IllegalArgumentException("there is no part " + part
                        + "; there are writes, reload, placement, fleet, registry, logs, batch, program, starts,"
                        + " footprint");
        }
    }

    /// Words: how many instances, and how many tasks.
    private void fleet(List<String> words, Path home) throws IOException, SQLException {
        List<Integer> sizes = words.stream().map(Integer::parseInt).toList();
        Path folder = Files.createTempDirectory("argosy-bench");
        try {
            new FleetPart(
                            page,
                            folder,
                            sizes.isEmpty() ? FLEET_INSTANCES : sizes.getFirst(),
                            sizes.size() < 2 ? FLEET_TASKS : sizes.get(1))
                    .measure(home);
        } finally {
            delete(folder);
        }
    }

    private void add(String format, Object... figures) {
        page.add(format, figures);
    }

    private void registry(Path home) throws IOException {
        Path folder = Files.createTempDirectory("argosy-bench");
        try (var program = new Program(home, folder);
                var debian = new DebianRegistry(folder)) {
            program.startServer();
            var transfers = new Transfers(program.registryDoor(), debian.door());
            add("""

                    ## Pushing and pulling layers

                    Blobs of random bytes by raw HTTP, as `docker` moves them (POST, PATCH, PUT; GET), to Argosy and to
                    Debian's `docker-registry` in turn, on one disk; clients and registries share the cores. Medians of
                    paired rounds, from the first byte to the last acknowledgement, in milliseconds. Argosy has a blob
                    on disk (fsync) when it acknowledges it; the ratio is how many times as long the other takes.

                    | MiB | at once | rounds | push: Argosy | the other | ratio | pull: Argosy | the other | ratio |
                    |---|---|---|---|---|---|---|---|---|""");
            row(transfers, 1, 1, 21);
            row(transfers, 1, 8, 11);
            row(transfers, 10, 1, 15);
            row(transfers, 10, 8, 7);
            row(transfers, 200, 1, 7);
            row(transfers, 200, 8, 3);
        } finally {
            delete(folder);
        }
    }

    private void logs(Path home) throws IOException {
        Path folder = Files.createTempDirectory("argosy-bench");
        try (var program = new Program(home, folder)) {
            program.startServer();
            new LogsPart(page, program, folder).measure();
        } finally {
            delete(folder);
        }
    }

    private void batch(int jobs, Path home) throws IOException {
        TaskStarts.makeImage();
        Path folder = Files.createTempDirectory("argosy-bench");
        // A stopped task is remembered for an hour, and there is one for each job.
        try (var program = new Program(home, folder, Map.of("ARGOSY_SERVER_HEAP", "2g"))) {
            program.startServer();
            new BatchPart(page, program, jobs).measure();
        } finally {
            TaskStarts.removeContainers();
            delete(folder);
        }
    }

    private void row(Transfers transfers, int mib, int atOnce, int rounds) throws IOException {
        Transfers.Result result = transfers.measure(mib, atOnce, rounds);
        add(
                "| %d | %d | %d | %,.1f | %,.1f | %.2f | %,.1f | %,.1f | %.2f |",
                mib,
                atOnce,
                rounds,
                result.pushes().ours().median(),
                result.pushes().theirs().median(),
                result.pushes().ratio(),
                result.pulls().ours().median(),
                result.pulls().theirs().median(),
                result.pulls().ratio());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void reload() throws IOException {
        add("""

                ## Restart

                From the opening of the journal to a state that can be read: a cluster of 5,000 instances with 48
                attributes each, and running tasks of one container. The best of three in one process.

                | tasks | seconds | tasks/s |
                |---|---|---|""");
        for (int tasks : List.of(50_000, 200_000)) {
            Path folder = Files.createTempDirectory("argosy-bench");
            var journal = new Reload(folder, tasks);
            Duration best = journal.time();
            for (int i = 0; i < 2; i++) {
                Duration next = journal.time();
                best = next.compareTo(best) < 0 ? next : best;
            }
            add("| %,d | %.2f | %,d |", tasks, best.toMillis() / 1e3, tasks * 1_000L / best.toMillis());
            delete(folder);
        }
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
        } finally {
            TaskStarts.removeContainers();
        }
    }

    private interface Part {
        void measure(Program program) throws IOException;
    }

    private void withAgent(Path home, Part part) throws IOException {
        TaskStarts.makeImage();
        Path folder = Files.createTempDirectory("argosy-bench");
        try (var program = new Program(home, folder)) {
            program.startServer();
            program.startAgent();
            part.measure(program);
        } finally {
            TaskStarts.removeContainers();
            delete(folder);
        }
    }

    private void manyStarts(Program program) throws IOException {
        add("""

                ## Many containers at once

                The same containers by `RunTask`, by a service's desired count and by %1$d `docker run -d` at a time,
                in turn on one engine, until all are RUNNING; then the end of them by `StopTask` and by %1$d `docker
                stop` at a time, of a program that ends when it is asked. Medians of the rounds, in milliseconds; an
                agent has %1$d containers in the act of starting. Ratios are to `docker`.

                | many | rounds | docker run | RunTask | ratio | service | ratio | docker stop | StopTask | ratio |
                |---|---|---|---|---|---|---|---|---|---|""", Containers.AT_ONCE);
        try (Wire wire = program.wire()) {
            var starts = new ManyStarts(wire);
            starts.measure(2, 1);
            row(starts, 10, 5);
            row(starts, 50, 3);
            row(starts, 100, 3);
        }
    }

    private void row(ManyStarts starts, int count, int rounds) throws IOException {
        ManyStarts.Result result = starts.measure(count, rounds);
        double run = result.runs().median();
        double stop = result.stops().median();
        add(
                "| %d | %d | %,.0f | %,.0f | %.2f | %,.0f | %.2f | %,.0f | %,.0f | %.2f |",
                count,
                rounds,
                run,
                result.tasks().median(),
                result.tasks().median() / run,
                result.services().median(),
                result.services().median() / run,
                stop,
                result.taskStops().median(),
                result.taskStops().median() / stop);
    }

    private void footprint(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            new ManyStarts(wire).keep(FOOTPRINT_TASKS);
            Program.pause(FOOTPRINT_WAIT.toMillis());
            Footprint.Resident agent = Footprint.of(program.pid(1));
            Footprint.Resident floor = Footprint.floor(program.pid(1));
            add(
                    """

                    ## The agent's footprint

                    Resident memory of an agent with %d tasks, half a minute after they started, and of a Java program
                    that only waits, with the same flags. Its own is what no other process of the machine shares.

                    | | resident, MiB | its own, MiB |
                    |---|---|---|
                    | agent | %.0f | %.0f |
                    | a JVM that waits | %.0f | %.0f |
                    | ratio | %.2f | %.2f |""",
                    FOOTPRINT_TASKS,
                    agent.mib(),
                    agent.own(),
                    floor.mib(),
                    floor.own(),
                    agent.mib() / floor.mib(),
                    agent.own() / floor.own());
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
