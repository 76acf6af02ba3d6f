package io.argosy.bench;

import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BiFunction;

/// Placements a second that are on disk, by `RunTask` in tens from many writers and by services.
final class Placements {
    static final int WRITERS = 128;
    static final int AT_ONCE = 10;
    private static final int TENTHS = 10;
    private static final double ROOM_TO_SPARE = 1.5;

    /// How fast it went: over all, in the first tenth and in the last.
    record Result(double perSecond, double first, double last) {}

    /// A way to ask for the tasks with this number, of so many instances.
    enum Rule {
        RANDOM(
                "random",
                (call, _) -> call.placementStrategy(
                        List.of(PlacementStrategy.builder().type("random").build()))),
        SPREAD(
                "spread over zones, then instances",
                (call, _) -> call.placementStrategy(List.of(
                        strategy("spread", "attribute:ecs.availability-zone"), strategy("spread", "instanceId")))),
        BINPACK("binpack by memory", (call, _) -> call.placementStrategy(List.of(strategy("binpack", "memory")))),
        MEMBER_OF(
                "memberOf an expression, random",
                (call, _) -> call.placementConstraints(List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("attribute:ecs.instance-type =~ m7.* and attribute:rack != r7")
                        .build()))),
        DISTINCT(
                "distinctInstance",
                (call, number) -> call.group("group-" + number / 5)
                        .placementConstraints(List.of(PlacementConstraint.builder()
                                .type("distinctInstance")
                                .build()))),
        NO_ROOM(
                "random, every other request without room",
                (call, number) -> number % 2 == 0 ? call : call.taskDefinition("giant:1"));

        private final String title;
        private final BiFunction<RunTaskRequest.Builder, Integer, RunTaskRequest.Builder> asks;

        Rule(String title, BiFunction<RunTaskRequest.Builder, Integer, RunTaskRequest.Builder> asks) {
            this.title = title;
            this.asks = asks;
        }

        String title() {
            return title;
        }

        private RunTaskRequest request(int number) {
            return asks.apply(
                            RunTaskRequest.builder()
                                    .cluster(PlacementCluster.NAME)
                                    .taskDefinition("task:1")
                                    .count(AT_ONCE),
                            number)
                    .build();
        }
    }

    private static PlacementStrategy strategy(String type, String field) {
        return PlacementStrategy.builder().type(type).field(field).build();
    }

    private final Path file;
    private final int instances;
    private final int tasks;

    /// So many tasks on so many instances, over a journal in this file.
    Placements(Path file, int instances, int tasks) {
        this.file = file;
        this.instances = instances;
        this.tasks = tasks;
    }

    private PlacementCluster cluster() throws IOException {
        return new PlacementCluster(file, instances, (int) (tasks * ROOM_TO_SPARE / instances) * 2 + 2);
    }

    /// As many writers as there are, each with its next request when the last is answered.
    Result byRunTask(Rule rule) throws IOException {
        try (PlacementCluster cluster = cluster()) {
            var number = new AtomicInteger();
            var placed = new AtomicInteger();
            var tenths = new AtomicLongArray(TENTHS + 1);
            tenths.set(0, System.nanoTime());
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                writers.add(Thread.ofVirtual().start(() -> {
                    while (placed.get() < tasks) {
                        RunTaskResponse answer = cluster.call(Ecs.RUN_TASK, rule.request(number.getAndIncrement()));
                        int now = answer.tasks().orElse(List.of()).size();
                        reached(placed.addAndGet(now), now, tenths);
                    }
                }));
            }
            join(writers);
            return result(tenths);
        }
    }

    private void reached(int all, int now, AtomicLongArray tenths) {
        int tenth = (int) ((long) all * TENTHS / tasks);
        if (tenth <= TENTHS && tenth > (long) (all - now) * TENTHS / tasks) {
            tenths.set(tenth, System.nanoTime());
        }
    }

    private Result result(AtomicLongArray tenths) {
        return new Result(
                rate(tasks, tenths.get(0), tenths.get(TENTHS)),
                rate(tasks / TENTHS, tenths.get(0), tenths.get(1)),
                rate(tasks / TENTHS, tenths.get(TENTHS - 1), tenths.get(TENTHS)));
    }

    private static double rate(int count, long from, long to) {
        return count * 1e9 / (to - from);
    }

    /// So many services together want all the tasks; how many a second.
    double byServices(int services) throws IOException {
        try (PlacementCluster cluster = cluster()) {
            for (int i = 0; i < services; i++) {
                cluster.call(
                        Ecs.CREATE_SERVICE,
                        CreateServiceRequest.builder()
                                .cluster(PlacementCluster.NAME)
                                .serviceName("service-" + i)
                                .taskDefinition("task:1")
                                .desiredCount(tasks / services)
                                .build());
            }
            long from = System.nanoTime();
            while (cluster.tasks() < tasks) {
                cluster.pass();
            }
            return rate(tasks, from, System.nanoTime());
        }
    }

    private static void join(List<Thread> threads) {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
    }
}
