package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.percents;
import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Deployment;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Roll-outs in noise: agents that are slow, tasks that fail and end, updates over updates, restarts of the server.
/// After every pass the promises of ecs-semantics 7.6 hold, and when the noise ends the service is as it should be.
/// There is room for all, and the percents leave a step to take.
final class RollOutsTest {
    private static final Duration HEALTHY_AFTER = Duration.ofSeconds(40);
    private static final int NOISE = 60;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void keepTheirPromises(long seed) throws IOException {
        var dice = new SplittableRandom(seed);
        int desired = dice.nextInt(2, 9);
        int least = dice.nextInt(0, 5) * 25;
        int most = dice.nextBoolean() ? 200 : 150;
        try (var stage = new ServiceStage(folder, seed)) {
            stage.defined();
            stage.joined(30);
            stage.joined(30);
            stage.create(web("web:1", desired).deploymentConfiguration(percents(least, most)));
            for (int step = 0; step < NOISE; step++) {
                noise(stage, dice);
                passKeepingPromises(stage, least, most);
            }

            calm(stage);

            assertThat(stage.stable())
                    .as("%s\n%s", stage.described(), stage.live())
                    .isTrue();
            assertThat(stage.steady()).isTrue();
            var primary = stage.service().primary().orElseThrow();
            assertThat(primary.rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
            assertThat(stage.running())
                    .allMatch(
                            task -> task.owner().startedBy().equals(primary.id().toString()));
        }
    }

    private static void noise(ServiceStage stage, SplittableRandom dice) throws IOException {
        stage.wait(Duration.ofSeconds(dice.nextInt(0, 30)));
        switch (dice.nextInt(12)) {
            case 0 -> stage.update(asked -> asked.forceNewDeployment(true));
            case 1 -> stage.update(asked -> asked.taskDefinition(stage.defined()));
            case 2 -> stage.update(asked -> asked.desiredCount(dice.nextInt(2, 9)));
            case 3 -> stage.restart();
            case 4 -> stage.running().stream().limit(1).forEach(stage::exit);
            case 5 ->
                stage.tasks(task -> task.state().lastStatus().equals("PENDING")).stream()
                        .limit(1)
                        .forEach(stage::fail);
            case 6, 7 ->
                stage
                        .tasks(task -> task.state().lastStatus().equals("PENDING")
                                && task.state().wanted())
                        .stream()
                        .limit(2)
                        .forEach(stage::start);
            default -> stage.agentsWork();
        }
    }

    private static void passKeepingPromises(ServiceStage stage, int least, int most) {
        Set<Task> liveBefore = Set.copyOf(stage.live());
        long goodBefore = good(stage, stage.live());

        stage.services().pass();

        int desired = stage.service().desiredCount();
        long lo = Math.ceilDiv(desired * least, 100);
        long hi = (long) desired * most / 100;
        List<Task> live = stage.live();
        long good = good(stage, live);
        boolean started = live.stream().anyMatch(task -> !ids(liveBefore).contains(task.key()));
        assertThat(good).as("enough stay").isGreaterThanOrEqualTo(Math.min(goodBefore, lo));
        assertThat(!started || live.size() <= hi)
                .as("not too many start: %s of %s", live.size(), hi)
                .isTrue();
        assertThat(stage.service().deployments().stream().filter(Deployment::primary))
                .hasSize(1);
        assertThat(stage.service().deployments().getFirst().primary()).isTrue();
        assertThat(deploymentsOf(live))
                .as("every live task's deployment is listed")
                .allMatch(listed(stage)::contains);
        assertThat(!stage.stable() || deploymentsOf(stage.running()).size() <= 1)
                .as("stable only when nothing old runs")
                .isTrue();
    }

    private static Set<String> ids(Set<Task> tasks) {
        return tasks.stream().map(Task::key).collect(Collectors.toSet());
    }

    private static long good(ServiceStage stage, List<Task> tasks) {
        return tasks.stream()
                .filter(task -> task.state().running())
                .filter(task -> !stage.now()
                        .isBefore(task.timeline()
                                .at(TaskTimestamp.STARTED)
                                .orElseThrow()
                                .plus(HEALTHY_AFTER)))
                .count();
    }

    private static Set<String> deploymentsOf(List<Task> tasks) {
        return tasks.stream().map(task -> task.owner().startedBy()).collect(Collectors.toSet());
    }

    private static Set<String> listed(ServiceStage stage) {
        return stage.service().deployments().stream()
                .map(deployment -> deployment.id().toString())
                .collect(Collectors.toSet());
    }

    /// Long enough for the longest back-off to pass.
    private static void calm(ServiceStage stage) {
        stage.settle(60);
    }
}
