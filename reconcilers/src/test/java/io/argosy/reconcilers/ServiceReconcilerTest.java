package io.argosy.reconcilers;

import static io.argosy.reconcilers.ServiceStage.percents;
import static io.argosy.reconcilers.ServiceStage.web;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.shapes.ecs.DeleteServiceRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.HealthCheck;
import io.argosy.shapes.ecs.Tag;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServiceReconcilerTest {
    private static final String NO_ROOM =
            "(service web) was unable to place a task because no container instance met all of its requirements. ";
    private static final String GUIDE = " For more information, see docs/operating.md#when-a-task-finds-no-place.";

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
    void aNewServiceStartsItsTasksAndReachesASteadyState() {
        stage.joined(10);
        stage.create(web("web:1", 2));

        stage.reconcile();
        List<String> started = stage.events();
        stage.agentsWork();
        stage.reconcile();
        List<String> beforeHealthy = stage.events();
        stage.wait(Duration.ofSeconds(40));
        stage.reconcile();

        assertThat(started)
                .containsExactly("(service web) has started 2 tasks: (task "
                        + stage.running().get(0).id() + ") (task "
                        + stage.running().get(1).id() + ").");
        assertThat(beforeHealthy).isEqualTo(started);
        String deployment =
                "(deployment " + stage.service().primary().orElseThrow().id() + ")";
        assertThat(stage.events().subList(0, 2))
                .containsExactly(
                        "(service web) has reached a steady state.",
                        "(service web) " + deployment + " deployment completed.");
        assertThat(stage.service().primary().orElseThrow().rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
    }

    @Test
    void itSleepsUntilTimeAloneChangesSomething() {
        stage.joined(10);
        stage.create(web("web:1", 1));
        stage.reconcile();
        stage.agentsWork();
        stage.reconcile();

        assertThat(stage.services().wakeAt()).contains(stage.now().plusSeconds(40));
    }

    @Test
    void aPassThatFindsNothingToDoWritesNothing() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.settle(5);
        var before = stage.store().read();

        stage.services().pass();

        assertThat(stage.store().read()).isSameAs(before);
    }

    @Test
    void manyTasksAreStartedAFewAWrite() {
        stage.joined(500);
        stage.create(web("web:1", 450));

        stage.services().pass();
        int afterOnePass = stage.live().size();
        stage.reconcile();

        assertThat(afterOnePass).isEqualTo(ServicePlanExecutor.TASKS_A_WRITE);
        assertThat(stage.live()).hasSize(450);
        assertThat(stage.events()).hasSize(10 + 10 + 3).allMatch(event -> event.contains("has started"));
    }

    @Test
    void aRollOutKeepsTheMinimumAndListsTheOldDeploymentUntilItIsEmpty() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.settle(5);
        stage.update(asked -> asked.taskDefinition(stage.defined()));

        stage.reconcile();
        assertThat(stage.live()).hasSize(4);
        stage.agentsWork();
        stage.reconcile();
        assertThat(stage.running()).as("the new ones are not counted on yet").hasSize(4);
        stage.wait(Duration.ofSeconds(40));
        stage.reconcile();
        assertThat(stage.running())
                .hasSize(2)
                .allMatch(task -> task.definition().revision() == 2);
        assertThat(stage.described().deployments().orElseThrow()).hasSize(2);
        assertThat(stage.stable()).isFalse();
        stage.agentsWork();
        stage.reconcile();

        assertThat(stage.stable()).isTrue();
        assertThat(stage.steady()).isTrue();
        assertThat(stage.tasks(task -> task.state().stopped())).hasSize(2).allSatisfy(task -> {
            String by =
                    "Scaling activity initiated by (deployment " + task.owner().startedBy() + ")";
            assertThat(((TaskState.Stopped) task.state()).reason())
                    .isEqualTo(new StopReason(StopCode.SERVICE_SCHEDULER_INITIATED, by));
        });
    }

    @Test
    void aRollOutGoesOnAfterARestart() throws IOException {
        stage.joined(10);
        stage.create(web("web:1", 3).deploymentConfiguration(percents(66, 134)));
        stage.settle(5);
        stage.update(asked -> asked.taskDefinition(stage.defined()));
        stage.reconcile();
        stage.restart();

        stage.settle(20);

        assertThat(stage.stable()).isTrue();
        assertThat(stage.running())
                .hasSize(3)
                .allMatch(task -> task.definition().revision() == 2);
    }

    @Test
    void aServiceThatDoesNotFitSaysSoOnceAndStartsWhenThereIsRoom() {
        stage.create(web("web:1", 2));
        stage.reconcile();
        stage.wait(Duration.ofMinutes(5));
        stage.reconcile();
        List<String> without = stage.events();
        ContainerInstanceId small = stage.joined(1);
        stage.reconcile();
        List<String> oneFits = stage.events();

        stage.joined(1);
        stage.reconcile();

        assertThat(without)
                .containsExactly(NO_ROOM + "Reason: No Container Instances were found in your cluster." + GUIDE);
        assertThat(oneFits.getFirst())
                .isEqualTo(NO_ROOM + "The closest matching (container-instance " + small
                        + ") has insufficient CPU units available (asked: 128, free: 0)." + GUIDE);
        assertThat(stage.live()).hasSize(2);
    }

    @Test
    void theSameComplaintIsRepeatedAfterSixHours() {
        stage.create(web("web:1", 1));
        stage.reconcile();
        stage.wait(Duration.ofHours(5));
        stage.reconcile();
        assertThat(stage.events()).hasSize(1);

        stage.wait(Duration.ofHours(1));
        stage.reconcile();

        assertThat(stage.events()).hasSize(2);
    }

    @Test
    void aTaskThatEndsIsReplaced() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.settle(5);
        Task ended = stage.running().getFirst();

        stage.exit(ended);
        stage.reconcile();

        assertThat(stage.live()).hasSize(2).doesNotContain(ended);
    }

    @Test
    void anUnhealthyTaskIsStoppedOnceItsReplacementIsHealthy() {
        String checked = stage.defined(container -> container.healthCheck(
                HealthCheck.builder().command(List.of("CMD", "true")).build()));
        stage.joined(10);
        stage.create(web(checked, 1));
        stage.reconcile();
        stage.agentsWork();
        Task sick = stage.running().getFirst();
        stage.health(sick, "HEALTHY");
        stage.reconcile();
        stage.health(sick, "UNHEALTHY");
        stage.reconcile();
        assertThat(stage.live()).as("the replacement starts first").hasSize(2);

        stage.agentsWork();
        stage.tasks(task -> task.state().running() && !task.id().equals(sick.id()))
                .forEach(task -> stage.health(task, "HEALTHY"));
        stage.reconcile();

        assertThat(stage.tasks(task -> task.state() instanceof TaskState.Stopping))
                .singleElement()
                .satisfies(task -> assertThat(
                                ((TaskState.Stopping) task.state()).reason().text())
                        .isEqualTo("Task failed container health checks (container app: CMD true)"));
    }

    @Test
    void tasksThatNeverStartAreRetriedMoreAndMoreSlowly() {
        stage.joined(10);
        stage.create(web("web:1", 1));
        for (int attempt = 0; attempt < 5; attempt++) {
            stage.reconcile();
            stage.live().forEach(stage::fail);
            stage.wait(Duration.ofSeconds(1));
        }
        stage.reconcile();

        assertThat(stage.live()).isEmpty();
        assertThat(stage.events()).anyMatch(text -> text.contains("is unable to consistently start tasks"));
        stage.wait(Duration.ofMinutes(27));
        stage.reconcile();
        assertThat(stage.live()).hasSize(1);
    }

    @Test
    void aDrainingInstanceIsEmptiedWithoutFallingBelowTheMinimum() {
        ContainerInstanceId leaving = stage.joined(2);
        stage.create(web("web:1", 2));
        stage.settle(5);
        stage.joined(2);
        stage.set(leaving, ContainerInstance.Status.DRAINING);

        stage.reconcile();
        assertThat(stage.running()).as("nothing stops before it is replaced").hasSize(2);
        stage.settle(10);
        stage.agentsWork();
        stage.reconcile();

        assertThat(stage.live())
                .hasSize(2)
                .noneMatch(task -> task.on().orElseThrow().equals(leaving));
    }

    @Test
    void aDeletedServiceStopsItsTasksAndIsForgottenInTheEnd() {
        stage.joined(10);
        stage.create(web("web:1", 2));
        stage.settle(5);
        stage.call(
                Ecs.DELETE_SERVICE,
                DeleteServiceRequest.builder().service("web").force(true).build());

        stage.reconcile();
        assertThat(stage.live()).isEmpty();
        assertThat(stage.service().status()).isEqualTo(Service.Status.DRAINING);
        stage.agentsWork();
        stage.reconcile();
        assertThat(stage.service().status()).isEqualTo(Service.Status.INACTIVE);
        stage.wait(Duration.ofMinutes(59));
        stage.forget();
        assertThat(stage.store().read().services()).hasSize(1);
        stage.wait(Duration.ofMinutes(1));
        stage.forget();

        assertThat(stage.store().read().services()).isEmpty();
        assertThat(stage.store().read().tasks()).isEmpty();
    }

    @Test
    void tasksCarryTheTagsTheirServicePropagates() {
        stage.joined(10);
        Tag team = Tag.builder().key("team").value("blue").build();
        stage.create(
                web("web:1", 1).tags(List.of(team)).propagateTags("SERVICE").enableECSManagedTags(true));

        stage.reconcile();

        assertThat(stage.live().getFirst().tags())
                .containsExactly(
                        team,
                        Tag.builder()
                                .key("aws:ecs:clusterName")
                                .value("default")
                                .build(),
                        Tag.builder().key("aws:ecs:serviceName").value("web").build());
    }
}
