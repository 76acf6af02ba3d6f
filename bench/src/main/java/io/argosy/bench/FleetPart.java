package io.argosy.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The section on a fleet: the packaged server with many remembered tasks, simulated agents in processes of their own
/// over the real protocol, and one service that crashes all the time.
final class FleetPart {
    private static final Duration EACH = Duration.ofSeconds(4);
    private static final int ROW_BYTES = 950;
    private static final int ROWS = 50_000;
    private static final int CRASHED = 30_000;
    private static final int CRASHING = 5;
    private static final int RUNNERS = 16;
    private static final int RUN_AT_ONCE = 10;
    private static final int SERVICES = 50;
    private static final int SERVED_EACH = 100;
    private static final String LOOP = "loop";
    private static final String CRASH = "crash";
    private static final String STILL = "arn:aws:ecs:local-1:123456789012:service/bench/still";
    private static final String WEB = "web";

    /// Whoever crashes is started again at ECS's own pace, without Argosy's back-off.
    private static final Map<String, String> SETTINGS =
            Map.of("ARGOSY_SERVER_HEAP", "2g", "ARGOSY_SERVICES_LONGEST_BACK_OFF", "0s");

    private final Page page;
    private final Path folder;
    private final int instances;
    private final int tasks;
    private final int run;

    /// A tenth of the tasks is run, the rest is remembered.
    FleetPart(Page page, Path folder, int instances, int tasks) {
        this.page = page;
        this.folder = folder;
        this.instances = instances;
        this.tasks = tasks;
        this.run = Math.max(RUN_AT_ONCE, tasks / 10);
    }

    void measure(Path home) throws IOException, SQLException {
        double rows = new RowsAlone(folder.resolve("rows.db"), ROW_BYTES).perSecond(ROWS, RUNNERS, RUN_AT_ONCE);
        try (var program = new Program(home, folder, SETTINGS)) {
            double empty = program.startServer();
            prepare(program);
            long emptyBytes = LiveHeap.bytes(program.pid(0));
            program.stopLast();
            remember(program.journal());
            double full = program.startServer();
            long fullBytes = LiveHeap.bytes(program.pid(0));
            int remembered = tasks - run;
            title(new RowsAlone(folder.resolve("row.db"), ROW_BYTES).perSecond(ROWS / 10, 1, 1));
            latencies(program, "%,d tasks remembered".formatted(remembered));
            try (var agents = new FleetProcesses(program, CRASH, instances, folder)) {
                Placed placed = runTasks(program);
                latencies(program, running(agents.count()));
                double served = services(program);
                crash(program);
                latencies(program, "a service crashes all the time");
                page.add(
                        """

                        | | |
                        |---|---|
                        | start of a server without tasks, ms | %,.0f |
                        | start with %,d tasks, ms | %,.0f |
                        | heap a task, after the start, bytes | %,d |
                        | placements/s, RunTask for %d from %d clients | %,.0f |
                        | until all of them were reported RUNNING, tasks/s | %,.0f |
                        | placements/s, %d services that want %d each, until all run | %,.0f |
                        | rows/s of SQLite alone, the limit of what is durable | %,.0f |""",
                        empty,
                        remembered,
                        full,
                        (fullBytes - emptyBytes) / remembered,
                        RUN_AT_ONCE,
                        RUNNERS,
                        placed.perSecond(),
                        placed.runningPerSecond(),
                        SERVICES,
                        SERVED_EACH,
                        served,
                        rows);
            }
        }
    }

    private int crashed() {
        return Math.min(CRASHED, (tasks - run) / 2);
    }

    private void title(double oneByOne) {
        page.add("""
                ## A fleet

                The packaged server, with a heap of 2 GiB and without Argosy's back-off for what crashes, so that such a
                service starts some 400 tasks a minute; and %1$,d agents in other processes on the same cores. They are
                simulated: they register, keep both websockets open, acknowledge and report over the real protocol, and
                run nothing. The remembered tasks were put into the journal before the start, by the store: %2$,d of
                them belong to the service that crashes. Each row is one client that asks again as soon as it has its
                answer; `/healthz` is the limit of what this client and this machine can see. DescribeClusters includes
                the statistics. The write is `TagResource` on a service that nothing else touches, on disk before it is
                answered; SQLite alone commits such a row in %3$.2f ms on average. Published placements a second of
                others, real or simulated, on more and larger machines: Kubernetes' floor 810, Nomad's C2M 1,500 and C1M
                3,750.

                | while | request | requests/s | p50 ms | p90 ms | p99 ms |
                |---|---|---|---|---|---|""", instances, crashed(), 1e3 / oneByOne);
    }

    private void prepare(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            wire.call("CreateCluster", "{\"clusterName\":\"bench\"}");
            for (String family : List.of(WEB, CRASH)) {
                wire.call(
                        "RegisterTaskDefinition",
                        "{\"family\":\"" + family + "\",\"containerDefinitions\":[{\"name\":\"app\","
                                + "\"image\":\"registry.example/team/app:1.2.3\",\"cpu\":10,\"memory\":64}]}");
            }
            serve(wire, LOOP, CRASH, 0);
            serve(wire, "still", WEB, 0);
        }
    }

    private static void serve(Wire wire, String service, String family, int count) throws IOException {
        wire.call(
                "CreateService",
                "{\"cluster\":\"bench\",\"serviceName\":\"%s\",\"taskDefinition\":\"%s\",\"desiredCount\":%d}"
                        .formatted(service, family, count));
    }

    private void remember(Path journal) throws IOException {
        try (var past = new FleetJournal(journal)) {
            past.ofService(LOOP, CRASH, crashed());
            past.standalone(WEB, tasks - run - crashed());
        }
    }

    private void latencies(Program program, String situation) throws IOException {
        row(program, situation, "/healthz", (wire, _, _) -> wire.get("/healthz"));
        row(
                program,
                "",
                "DescribeClusters",
                (wire, _, _) ->
                        wire.call("DescribeClusters", "{\"clusters\":[\"bench\"],\"include\":[\"STATISTICS\"]}"));
        row(program, "", "ListTasks, RUNNING", (wire, _, _) -> wire.call("ListTasks", "{\"cluster\":\"bench\"}"));
        row(
                program,
                "",
                "ListTasks, STOPPED, of a family",
                (wire, _, _) -> wire.call(
                        "ListTasks", "{\"cluster\":\"bench\",\"desiredStatus\":\"STOPPED\",\"family\":\"web\"}"));
        row(
                program,
                "",
                "ListTasks, of the crashing service",
                (wire, _, _) -> wire.call("ListTasks", "{\"cluster\":\"bench\",\"serviceName\":\"loop\"}"));
        String ten = ten(program);
        row(program, "", "DescribeTasks, 10 of them", (wire, _, _) -> wire.call("DescribeTasks", ten));
        row(
                program,
                "",
                "TagResource, durable",
                (wire, _, number) -> wire.call(
                        "TagResource",
                        "{\"resourceArn\":\"%s\",\"tags\":[{\"key\":\"k\",\"value\":\"%d\"}]}"
                                .formatted(STILL, number)));
    }

    private static String ten(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            String first =
                    wire.call("ListTasks", "{\"cluster\":\"bench\",\"desiredStatus\":\"STOPPED\",\"maxResults\":10}");
            String arns = first.substring(first.indexOf('['), first.indexOf(']') + 1);
            return "{\"cluster\":\"bench\",\"tasks\":" + arns + "}";
        }
    }

    private void row(Program program, String situation, String request, Load.Question question) throws IOException {
        Load load = Load.of(program::wire, 1, EACH, question);
        page.add(
                "| %s | %s | %,.0f | %.2f | %.2f | %.2f |",
                situation,
                request,
                load.perSecond(),
                load.latency().median(),
                load.latency().percentile(90),
                load.latency().percentile(99));
    }

    private String running(int processes) {
        return "%,d agents in %d processes, %,d more tasks running".formatted(instances, processes, run);
    }

    private record Placed(double perSecond, double runningPerSecond) {}

    private Placed runTasks(Program program) throws IOException {
        var left = new AtomicInteger(run / RUN_AT_ONCE);
        long began = System.nanoTime();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < RUNNERS; i++) {
            Wire wire = program.wire();
            threads.add(Thread.startVirtualThread(() -> runUntilNoneIsLeft(wire, left)));
        }
        for (Thread thread : threads) {
            join(thread);
        }
        double placed = run / seconds(began);
        awaitRunning(program, run / RUN_AT_ONCE * RUN_AT_ONCE);
        return new Placed(placed, run / seconds(began));
    }

    private static void runUntilNoneIsLeft(Wire wire, AtomicInteger left) {
        try (wire) {
            while (left.getAndDecrement() > 0) {
                String answer = wire.call(
                        "RunTask", "{\"cluster\":\"bench\",\"taskDefinition\":\"web\",\"count\":" + RUN_AT_ONCE + "}");
                if (!answer.contains("\"failures\":[]")) {
                    throw new IOException("not placed: " + answer.substring(answer.indexOf("\"failures\"")));
                }
            }
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Placements a second until all of them run.
    private double services(Program program) throws IOException {
        int before = running(program);
        long began = System.nanoTime();
        try (Wire wire = program.wire()) {
            for (int i = 0; i < SERVICES; i++) {
                serve(wire, "served-" + i, WEB, SERVED_EACH);
            }
        }
        awaitRunning(program, before + SERVICES * SERVED_EACH);
        return SERVICES * SERVED_EACH / seconds(began);
    }

    private static void crash(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            wire.call(
                    "UpdateService",
                    "{\"cluster\":\"bench\",\"service\":\"" + LOOP + "\",\"desiredCount\":" + CRASHING + "}");
        }
        Program.pause(TimeUnit.SECONDS.toMillis(5));
    }

    private static void awaitRunning(Program program, int count) throws IOException {
        while (running(program) < count) {
            Program.pause(50);
        }
    }

    private static int running(Program program) throws IOException {
        try (Wire wire = program.wire()) {
            String cluster = wire.call("DescribeClusters", "{\"clusters\":[\"bench\"]}");
            String name = "\"runningTasksCount\":";
            int from = cluster.indexOf(name) + name.length();
            return Integer.parseInt(cluster.substring(from).split("[^0-9]", 2)[0]);
        }
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
