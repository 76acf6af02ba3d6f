package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.percents;
import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.shapes.ecs.HealthCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services whose tasks come to nothing: that it shows, that it costs nobody else, and that it ends.
final class CrashLoopsTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void aCrashLoopSlowsDownAndIsSaid() {
        stage.joined(10);
        stage.create(web("web:1", 1));

        for (int second = 0; second < 600; second++) {
            stage.wait(Duration.ofSeconds(1));
            stage.running().forEach(stage::exit);
            stage.reconcile();
            stage.agentsWork();
        }

        int launched = stage.tasks(task -> true).size();
        assertThat(launched).isBetween(5, 10);
        assertThat(stage.described().deployments().orElseThrow().getFirst().failedTasks())
                .contains(stage.tasks(task -> task.state().stopped()).size());
        assertThat(stage.events())
                .anyMatch(text -> text.contains("is unable to consistently start tasks successfully."));
    }

    @Test
    void aFirstReplacementOfATaskThatRanLongIsImmediate() {
        stage.joined(10);
        stage.create(web("web:1", 1));
        stage.settle(5);
        stage.wait(Duration.ofMinutes(5));

        stage.running().forEach(stage::exit);
        stage.reconcile();

        assertThat(stage.live()).hasSize(1);
    }

    @Test
    void theStableWaiterIsNotFooledWhileTasksDieEveryFewSeconds() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.reconcile();
        stage.agentsWork();
        stage.wait(Duration.ofSeconds(2));
        stage.running().forEach(stage::exit);

        for (int turn = 0; turn < 10; turn++) {
            stage.wait(Duration.ofMinutes(6));
            stage.reconcile();
            stage.agentsWork();
            stage.reconcile();
            assertThat(stage.running()).hasSize(2);
            assertThat(stage.stable()).isFalse();
            assertThat(stage.described().pendingCount()).contains(2);
            stage.wait(Duration.ofSeconds(3));
            stage.running().forEach(stage::exit);
        }

        stage.settle(10);
        assertThat(stage.stable()).as("when they stay").isTrue();
    }

    @Test
    void failuresAreCountedInTheMoveItselfAndOutliveARestart() throws IOException {
        stage.joined(10);
        stage.create(web("web:1", 3));
        stage.reconcile();
        stage.agentsWork();
        stage.wait(Duration.ofSeconds(2));
        List<Task> young = stage.running();
        stage.exit(young.get(0));
        stage.exit(young.get(1));

        stage.restart();

        assertThat(stage.described().deployments().orElseThrow().getFirst().failedTasks())
                .contains(2);
        assertThat(stage.store()
                        .read()
                        .tally(new ServiceName("web"))
                        .orElseThrow()
                        .backoff()
                        .crashes())
                .isEqualTo(1);
    }

    @Test
    void aBadRollOutShowsAndLeavesTheOldTasksAlone() {
        stage.joined(20);
        stage.create(web("web:1", 2));
        stage.reconcile();
        stage.agentsWork();
        stage.wait(Duration.ofSeconds(5));
        List<Task> old = stage.running();
        stage.update(asked -> asked.taskDefinition(stage.defined()));

        for (int turn = 0; turn < 30; turn++) {
            stage.reconcile();
            stage.agentsWork();
            stage.wait(Duration.ofSeconds(10));
            stage.running().stream()
                    .filter(task -> task.definition().revision() == 2)
                    .forEach(stage::exit);
        }

        assertThat(stage.running()).extracting(Task::id).containsExactlyInAnyOrderElementsOf(ids(old));
        var primary = stage.described().deployments().orElseThrow().getFirst();
        assertThat(primary.failedTasks().orElseThrow())
                .isEqualTo(stage.tasks(task -> task.definition().revision() == 2
                                && task.state().stopped())
                        .size())
                .isGreaterThan(4);
    }

    @Test
    void anUnhealthyTaskWhoseReplacementHasNoPlaceGoesFirst() {
        stage.defined(container -> container.healthCheck(
                HealthCheck.builder().command(List.of("CMD", "true")).build()));
        stage.joined(1);
        stage.create(web("web:2", 1));
        stage.reconcile();
        stage.agentsWork();
        Task first = stage.running().getFirst();
        stage.health(first, "HEALTHY");
        stage.reconcile();

        stage.health(first, "UNHEALTHY");
        stage.reconcile();
        stage.agentsWork();
        stage.reconcile();
        stage.agentsWork();

        assertThat(stage.running())
                .singleElement()
                .satisfies(task -> assertThat(task.id()).isNotEqualTo(first.id()));
        Task replaced = stage.store().read().task(first.id()).orElseThrow();
        assertThat(replaced.ending().orElseThrow().text())
                .isEqualTo("Task failed container health checks (container app: CMD true)");
    }

    @Test
    void afterADrainTheNextRollOutSpreadsAgain() {
        ContainerInstanceId one = stage.joined(20);
        ContainerInstanceId other = stage.joined(20);
        stage.create(web("web:1", 4).deploymentConfiguration(percents(100, 200)));
        stage.settle(5);
        stage.set(one, ContainerInstance.Status.DRAINING);
        stage.settle(10);
        assertThat(on(one)).isZero();
        stage.set(one, ContainerInstance.Status.ACTIVE);

        stage.update(asked -> asked.forceNewDeployment(true));
        stage.settle(10);

        assertThat(on(one)).isEqualTo(2);
        assertThat(on(other)).isEqualTo(2);
    }

    @Test
    void aServiceWhoseUpkeepThrowsSaysSoOnceAndLeavesTheOthersAlone() {
        stage.joined(20);
        stage.create(web("web:1", 1));
        stage.settle(5);
        stage.store().write(tx -> {
            var broken = tx.state().service(new ServiceName("web")).orElseThrow();
            var asked = broken.configuration().toBuilder().launchType("BALLOON").build();
            tx.update(broken.with(asked, tx.now()).desiring(2, tx.now()));
            return asked;
        });
        stage.create(web("web:1", 2).serviceName("well"));

        stage.reconcile();
        var rest = stage.service();
        var said = stage.events();
        for (int second = 0; second < 300; second++) {
            stage.wait(Duration.ofSeconds(1));
            stage.reconcile();
        }

        assertThat(stage.store().read().liveOf(new ServiceName("well"))).hasSize(2);
        assertThat(said.getFirst()).startsWith("(service web) could not be kept because of an internal error.");
        assertThat(stage.service()).isSameAs(rest);
        assertThat(stage.events()).isEqualTo(said);
        assertThat(stage.services().wakeAt().orElseThrow()).isAfter(stage.now());
    }

    private static List<io.argosy.model.TaskId> ids(List<Task> tasks) {
        return tasks.stream().map(Task::id).toList();
    }

    private long on(ContainerInstanceId instance) {
        return stage.running().stream()
                .filter(task -> task.on().orElseThrow().equals(instance))
                .count();
    }
}
