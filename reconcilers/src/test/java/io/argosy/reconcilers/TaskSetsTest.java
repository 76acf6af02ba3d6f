package io.argosy.reconcilers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.model.Task;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.DeleteTaskSetRequest;
import io.argosy.shapes.ecs.DeploymentController;
import io.argosy.shapes.ecs.DescribeTaskSetsRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Scale;
import io.argosy.shapes.ecs.TaskSet;
import io.argosy.shapes.ecs.UpdateServicePrimaryTaskSetRequest;
import io.argosy.shapes.ecs.UpdateTaskSetRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Services with an EXTERNAL deployment controller and their task sets (ecs-semantics 7.17): a roll-out from one set to
/// another, as somebody outside steers it.
final class TaskSetsTest {
    @TempDir
    private Path folder;

    private ServiceStage stage;

    @BeforeEach
    void open() throws IOException {
        stage = new ServiceStage(folder, 1);
        stage.defined();
        stage.defined();
        stage.joined(20);
    }

    @AfterEach
    void close() {
        stage.close();
    }

    private io.argosy.shapes.ecs.Service made(int desired) {
        return stage.create(external().desiredCount(desired));
    }

    private static CreateServiceRequest.Builder external() {
        return CreateServiceRequest.builder()
                .serviceName("web")
                .deploymentController(
                        DeploymentController.builder().type("EXTERNAL").build());
    }

    private TaskSet added(String definition, double percent) {
        return added(definition, percent, same -> same);
    }

    private TaskSet added(String definition, double percent, UnaryOperator<CreateTaskSetRequest.Builder> more) {
        return stage.call(
                        Ecs.CREATE_TASK_SET,
                        more.apply(CreateTaskSetRequest.builder()
                                        .cluster("default")
                                        .service("web")
                                        .taskDefinition(definition)
                                        .scale(percent(percent)))
                                .build())
                .taskSet()
                .orElseThrow();
    }

    private static Scale percent(double value) {
        return Scale.builder().value(value).unit("PERCENT").build();
    }

    private void scale(TaskSet set, double percent) {
        stage.call(
                Ecs.UPDATE_TASK_SET,
                UpdateTaskSetRequest.builder()
                        .cluster("default")
                        .service("web")
                        .taskSet(set.id().orElseThrow())
                        .scale(percent(percent))
                        .build());
    }

    private TaskSet delete(TaskSet set, boolean force) {
        return stage.call(
                        Ecs.DELETE_TASK_SET,
                        DeleteTaskSetRequest.builder()
                                .cluster("default")
                                .service("web")
                                .taskSet(set.taskSetArn().orElseThrow())
                                .force(force)
                                .build())
                .taskSet()
                .orElseThrow();
    }

    private void lead(TaskSet set) {
        stage.call(
                Ecs.UPDATE_SERVICE_PRIMARY_TASK_SET,
                UpdateServicePrimaryTaskSetRequest.builder()
                        .cluster("default")
                        .service("web")
                        .primaryTaskSet(set.id().orElseThrow())
                        .build());
    }

    private List<TaskSet> sets() {
        return stage.described().taskSets().orElseThrow();
    }

    private TaskSet now(TaskSet set) {
        return sets().stream()
                .filter(one -> one.id().equals(set.id()))
                .findFirst()
                .orElseThrow();
    }

    /// Agents work and time goes by.
    private void live() {
        for (int turn = 0; turn < 4; turn++) {
            stage.reconcile();
            stage.agentsWork();
            stage.wait(Duration.ofMinutes(1));
        }
        stage.reconcile();
    }

    private long running(int revision) {
        return stage.running().stream()
                .filter(task -> task.definition().revision() == revision)
                .count();
    }

    @Test
    void aSetHasItsShareAndSaysWhenItIsStable() {
        assertThat(made(5).deployments().orElseThrow()).isEmpty();
        TaskSet blue = added("web:1", 50);
        assertThat(blue.computedDesiredCount()).contains(3);
        assertThat(blue.status()).contains("ACTIVE");
        assertThat(blue.stabilityStatus()).contains("STABILIZING");

        live();

        assertThat(running(1)).isEqualTo(3);
        assertThat(now(blue).runningCount()).contains(3);
        assertThat(now(blue).stabilityStatus()).contains("STEADY_STATE");
        assertThat(stage.described().runningCount()).contains(3);
        assertThat(stage.running())
                .extracting(Task::owner)
                .allMatch(owner -> owner.startedBy().equals(blue.id().orElseThrow()));
        assertThat(stage.events()).anyMatch(text -> text.endsWith("has reached a steady state."));
    }

    @Test
    void aRollOutGoesFromOneSetToTheOther() {
        made(4);
        TaskSet blue = added("web:1", 100);
        lead(blue);
        live();
        assertThat(stage.described().taskDefinition().orElseThrow()).endsWith("web:1");
        TaskSet green = added("web:2", 25);
        live();
        assertThat(running(1)).isEqualTo(4);
        assertThat(running(2)).isEqualTo(1);

        scale(green, 100);
        live();
        lead(green);
        assertThat(now(green).status()).contains("PRIMARY");
        assertThat(now(blue).status()).contains("ACTIVE");
        assertThat(stage.described().taskDefinition().orElseThrow()).endsWith("web:2");
        assertThat(delete(blue, true).status()).contains("DRAINING");
        live();

        assertThat(running(1)).isZero();
        assertThat(running(2)).isEqualTo(4);
        assertThat(sets())
                .extracting(set -> set.id().orElseThrow())
                .containsExactly(green.id().orElseThrow());
    }

    @Test
    void theServicesCountIsSharedAndItsEndIsTheEndOfAll() {
        made(2);
        added("web:1", 100);
        added("web:2", 50);
        live();
        stage.update(change -> change.desiredCount(6));
        live();
        assertThat(running(1)).isEqualTo(6);
        assertThat(running(2)).isEqualTo(3);

        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").force(true).build());
        live();

        assertThat(stage.live()).isEmpty();
        assertThat(stage.described().status()).contains("INACTIVE");
        assertThat(sets()).isEmpty();
        assertThat(made(1).taskSets().orElseThrow()).isEmpty();
    }

    @Test
    void whatFailsIsReplacedAndASetOutlivesTheServer() throws IOException {
        made(2);
        TaskSet blue = added("web:1", 100);
        live();

        stage.restart();
        stage.exit(stage.running().getFirst());
        live();

        assertThat(running(1)).isEqualTo(2);
        assertThat(now(blue).stabilityStatus()).contains("STEADY_STATE");
    }

    @Test
    void aRepeatGetsTheSameSet() {
        made(1);
        TaskSet first = added("web:1", 100, once -> once.clientToken("once"));

        assertThat(added("web:1", 100, once -> once.clientToken("once")).id()).isEqualTo(first.id());
        assertThat(sets()).hasSize(1);
        assertThatThrownBy(() -> added("web:2", 100, once -> once.clientToken("once")))
                .hasMessageContaining("was not idempotent");
    }

    @Test
    void whatIsNotForSuchServicesIsRefused() {
        assertThatThrownBy(() -> stage.create(external().desiredCount(1).taskDefinition("web:1")))
                .hasMessageContaining("TaskDefinition must be blank");
        made(1);
        TaskSet blue = added("web:1", 100);
        lead(blue);

        assertThatThrownBy(() -> stage.update(change -> change.taskDefinition("web:2")))
                .hasMessageContaining("Unable to update task definition on services with an EXTERNAL");
        assertThatThrownBy(() -> stage.update(change -> change.forceNewDeployment(true)))
                .hasMessageContaining("EXTERNAL deployment controller");
        assertThatThrownBy(() -> delete(blue, false)).hasMessageContaining("primary task set");
        assertThatThrownBy(() -> added("web:1", 101)).hasMessageContaining("between 0 and 100");
        assertThatThrownBy(() -> scale(TaskSet.builder().id("ecs-svc/7").build(), 1))
                .hasMessageContaining("The specified task set does not exist.");
        for (int more = 0; more < 4; more++) {
            added("web:1", 0);
        }
        assertThatThrownBy(() -> added("web:1", 0)).hasMessageContaining("at most 5 task sets");
    }

    @Test
    void unknownSetsAreFailuresAndOthersHaveNone() {
        made(1);
        TaskSet blue = added("web:1", 100);
        var asked = DescribeTaskSetsRequest.builder().cluster("default").service("web");

        var some = stage.call(
                Ecs.DESCRIBE_TASK_SETS,
                asked.taskSets(List.of(blue.id().orElseThrow(), "ecs-svc/7")).build());
        assertThat(some.taskSets().orElseThrow()).hasSize(1);
        assertThat(some.failures().orElseThrow())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Optional.of("MISSING")));

        stage.create(CreateServiceRequest.builder()
                .serviceName("plain")
                .taskDefinition("web:1")
                .desiredCount(0));
        assertThatThrownBy(() -> stage.call(
                        Ecs.DESCRIBE_TASK_SETS,
                        DescribeTaskSetsRequest.builder()
                                .cluster("default")
                                .service("plain")
                                .build()))
                .hasMessageContaining("Task sets are only supported");
    }
}
