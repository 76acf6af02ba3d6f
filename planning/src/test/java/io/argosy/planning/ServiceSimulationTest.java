package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Deployment;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.Trigger;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Throws starts, deaths, health, roll-outs, scaling, other percents and draining at a service, in no order, and
/// checks after every pass what must never happen. When the noise ends, the service must arrive.
@Execution(ExecutionMode.CONCURRENT)
final class ServiceSimulationTest {
    private static final int STEPS = 1500;

    static long[] seeds() {
        return new SplittableRandom(20260301).longs(16).toArray();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void keepsItsBoundsAndArrives(long seed) {
        var random = new SplittableRandom(seed);
        var stage = new Stage(4, 100, 200, seed);
        if (random.nextBoolean()) {
            stage.withHealthChecks();
        }
        for (int step = 0; step < STEPS; step++) {
            disturb(stage, random);
            watchedPass(stage);
        }

        calm(stage);

        assertThat(stage.service.deployments()).singleElement().satisfies(primary -> {
            assertThat(primary.rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
            assertThat(stage.runningOf((int) primary.id().number())).hasSize(stage.service.desiredCount());
        });
        assertThat(stage.numbers(TaskState.Running.class)).hasSize(stage.service.desiredCount());
        assertThat(stage.messages().getLast()).isEqualTo("(service web) has reached a steady state.");
        assertThat(stage.plan().service()).isSameAs(stage.service);
    }

    private static void disturb(Stage stage, SplittableRandom random) {
        stage.pass(Duration.ofMillis(random.nextInt(9000)));
        switch (random.nextInt(26)) {
            case 0 -> stage.deploy();
            case 1 -> stage.desire(random.nextInt(9));
            case 2 -> percents(stage, random);
            case 3 -> stage.drain(1 + random.nextInt(4));
            case 4, 5 -> stage.instances.put(1 + random.nextInt(4), ContainerInstance.Status.ACTIVE);
            case 6, 7 -> pick(stage, random, TaskState.Running.class).forEach(stage::exit);
            case 8 -> pick(stage, random, TaskState.Pending.class).forEach(stage::exit);
            case 9 -> pick(stage, random, TaskState.Running.class).forEach(task -> stage.health(task, "UNHEALTHY"));
            case 10, 11, 12, 13 ->
                pick(stage, random, TaskState.Running.class).forEach(task -> stage.health(task, "HEALTHY"));
            case 14 -> stage.startAll();
            case 15, 16, 17, 18 -> pick(stage, random, TaskState.Pending.class).forEach(stage::start);
            case 19 ->
                pick(stage, random, TaskState.Stopping.class)
                        .forEach(task -> stage.move(task, new Trigger.StopAcknowledged(stage.now)));
            default -> pick(stage, random, TaskState.Stopping.class).forEach(stage::exit);
        }
        stage.tasks
                .values()
                .removeIf(task -> task.timeline()
                        .at(TaskTimestamp.STOPPED)
                        .filter(at -> at.isBefore(stage.now.minusSeconds(600)))
                        .isPresent());
    }

    private static void percents(Stage stage, SplittableRandom random) {
        int minimum = 25 * random.nextInt(5);
        int maximum = 100 + 25 * random.nextInt(5);
        stage.percents(minimum, maximum);
    }

    private static List<Integer> pick(Stage stage, SplittableRandom random, Class<? extends TaskState> state) {
        List<Integer> among = stage.numbers(state);
        return among.isEmpty() ? List.of() : List.of(among.get(random.nextInt(among.size())));
    }

    /// One pass, and what it must not have done.
    private static void watchedPass(Stage stage) {
        int desired = stage.service.desiredCount();
        int least = (desired * stage.service.minimumHealthyPercent() + 99) / 100;
        int most = desired * stage.service.maximumPercent() / 100;
        Set<Integer> workersBefore = serviceTasks(stage);
        int liveBefore = live(stage);

        ServicePlan plan = stage.pass();

        assertThat(plan.tasksToStop()).doesNotHaveDuplicates();
        var workersStopped = new HashSet<>(workersBefore);
        workersStopped.removeAll(serviceTasks(stage));
        if (!workersStopped.isEmpty()) {
            assertThat(serviceTasks(stage))
                    .as("workers after stopping %s", workersStopped)
                    .hasSizeGreaterThanOrEqualTo(least);
        }
        if (plan.tasksToStart() > 0) {
            assertThat(liveBefore + plan.tasksToStart()).as("live tasks").isLessThanOrEqualTo(most);
        }
        assertThat(stage.service.deployments().stream().filter(Deployment::primary))
                .hasSize(1);
        assertThat(stage.service.deployments().size()).isLessThanOrEqualTo(1 + stage.tasks.size());
    }

    /// Running tasks that were neither told to stop nor called unhealthy.
    private static Set<Integer> serviceTasks(Stage stage) {
        var serviceTasks = new HashSet<Integer>();
        for (Task task : stage.tasks.values()) {
            boolean unhealthy = stage.checks()
                    && task.containers().stream()
                            .anyMatch(container ->
                                    container.healthStatus().orElse("").equals("UNHEALTHY"));
            if (task.state().running() && !unhealthy) {
                serviceTasks.add(Stage.number(task));
            }
        }
        return serviceTasks;
    }

    private static int live(Stage stage) {
        return (int) stage.tasks.values().stream()
                .filter(task -> task.state().wanted())
                .count();
    }

    /// Agents do their work, nothing else happens; only the plan's own look-again times move the clock far.
    private static void calm(Stage stage) {
        stage.instances.replaceAll((_, _) -> ContainerInstance.Status.ACTIVE);
        stage.percents(50, 150);
        stage.desire(5);
        for (int i = 0; i < 60; i++) {
            watchedPass(stage);
            stage.startAll();
            stage.finishStops();
            stage.numbers(TaskState.Running.class).forEach(task -> stage.health(task, "HEALTHY"));
            stage.plan()
                    .lookAgain()
                    .filter(at -> at.isBefore(stage.now.plus(Duration.ofHours(1))))
                    .ifPresent(at -> {
                        stage.now = at;
                    });
        }
    }
}
