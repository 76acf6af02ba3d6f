package io.argosy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.Clusters;
import io.argosy.foresight.PlanChange;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.argosy.PlanChangeRequest;
import io.argosy.shapes.argosy.PlanChangeResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateServiceRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Plans where agents take their time, each its own, over a network: as many tasks of each definition start, as many
/// stop, and services come to where they were to come, in whatever order.
final class PlanWithSlowAgentsTest {
    private static final int SEEDS = Integer.getInteger("plan.slow", 30);

    private record Idea(PlanChangeRequest asked, Consumer<SimulatedServer> done) {}

    @Test
    void asManyStartAndStopAsWerePlanned() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try (var simulation = new Simulation(seed).instances(2 + (int) (seed % 3))) {
                check(simulation, new SplittableRandom(seed), seed);
            }
        }
    }

    private static void check(Simulation simulation, SplittableRandom random, long seed) {
        simulation.runFor(Duration.ofSeconds(20));
        String name = random.nextBoolean() ? "web" : ClientWorkload.CHECKED;
        simulation.service(name, 1 + random.nextInt(5), random.nextInt(3) * 50, 150 + random.nextInt(2) * 50);
        simulation.runFor(Duration.ofMinutes(4));
        Idea idea = idea(simulation, name, random);
        PlanChangeResponse plan = new PlanChange(
                        new Clusters(simulation.server().stores()),
                        SteppedFleet.SETTINGS,
                        simulation::now,
                        () -> UUID.randomUUID().toString().replace("-", ""),
                        random::nextLong)
                .handle(
                        new Caller(SimulatedServer.REALM, "arn:aws:iam::123456789012:root", "AKID", "request"),
                        idea.asked());
        Instant began = simulation.now();
        List<Task> before = live(simulation);

        simulation.ask(idea.done());
        simulation.runFor(Duration.ofMinutes(15));

        assertThat(started(simulation, began)).as("seed %s: starts", seed).isEqualTo(plannedStarts(plan));
        assertThat(before.stream().filter(task -> !running(simulation, task)).count())
                .as("seed %s: stops", seed)
                .isEqualTo(plan.steps().orElse(List.of()).stream()
                        .mapToLong(step -> step.stops().orElse(List.of()).size())
                        .sum());
        plan.outcomes()
                .orElse(List.of())
                .forEach(outcome -> assertThat(live(simulation))
                        .as("seed %s: running", seed)
                        .hasSize(outcome.runningCount().orElseThrow()));
    }

    private static Idea idea(Simulation simulation, String name, SplittableRandom random) {
        if (random.nextInt(3) == 0) {
            List<ContainerInstance> all =
                    new ArrayList<>(simulation.server().store().read().instances());
            ContainerInstance one = all.get(random.nextInt(all.size()));
            return new Idea(
                    PlanChangeRequest.builder().drain(List.of(one.id().value())).build(),
                    ClientWorkload.marking(one, "DRAINING"));
        }
        var update = UpdateServiceRequest.builder()
                .service(name)
                .forceNewDeployment(true)
                .build();
        return new Idea(
                PlanChangeRequest.builder()
                        .updateService(new String(JsonCodec.write(update), StandardCharsets.UTF_8))
                        .build(),
                server -> server.call(Ecs.UPDATE_SERVICE, update));
    }

    private static List<Task> live(Simulation simulation) {
        return simulation.server().store().read().tasks().stream()
                .filter(task -> task.state().wanted())
                .toList();
    }

    private static boolean running(Simulation simulation, Task task) {
        return simulation
                .server()
                .store()
                .read()
                .task(task.id())
                .filter(now -> now.state().wanted())
                .isPresent();
    }

    private static Map<String, Long> started(Simulation simulation, Instant since) {
        return simulation.server().store().read().tasks().stream()
                .filter(task ->
                        !task.timeline().at(TaskTimestamp.CREATED).orElseThrow().isBefore(since))
                .collect(Collectors.groupingBy(task -> task.definition().toString(), Collectors.counting()));
    }

    private static Map<String, Long> plannedStarts(PlanChangeResponse plan) {
        return plan.steps().orElse(List.of()).stream()
                .flatMap(step -> step.starts().orElse(List.of()).stream())
                .map(start -> start.taskDefinitionArn().orElseThrow())
                .collect(Collectors.groupingBy(arn -> arn.substring(arn.lastIndexOf('/') + 1), Collectors.counting()));
    }
}
