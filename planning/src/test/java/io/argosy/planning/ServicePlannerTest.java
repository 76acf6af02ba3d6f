package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Deployment;
import io.argosy.model.Deployment.Rollout;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ServicePlannerTest {
    private static final String STEADY = "(service web) has reached a steady state.";

    @Test
    void aNewServiceStartsAllItsTasksAndItsDeploymentAimsAtThem() {
        var stage = new Stage(3, 100, 200);

        var plan = stage.pass();

        assertThat(plan.tasksToStart()).isEqualTo(3);
        assertThat(plan.tasksToStop()).isEmpty();
        assertThat(plan.events()).isEmpty();
        assertThat(primary(stage))
                .extracting(Deployment::desiredCount, Deployment::rollout)
                .containsExactly(3, Rollout.IN_PROGRESS);
    }

    @Test
    void aTaskWithoutHealthChecksIsGoodAfterItsTimeAndThenTheDeploymentIsCompleted() {
        var stage = new Stage(1, 100, 200);
        stage.pass();
        stage.startAll();
        stage.pass(Duration.ofSeconds(39));

        var early = stage.pass();
        assertThat(early.events()).isEmpty();
        assertThat(early.lookAgain()).contains(stage.now.plusSeconds(1));
        stage.pass(Duration.ofSeconds(1));
        var plan = stage.pass();

        assertThat(plan.events())
                .extracting(Statement::text)
                .containsExactly("(service web) (deployment ecs-svc/1) deployment completed.", STEADY);
        assertThat(primary(stage))
                .extracting(Deployment::rollout, Deployment::rolloutReason)
                .containsExactly(Rollout.COMPLETED, "ECS deployment ecs-svc/1 completed.");
    }

    @Test
    void aSteadyServiceIsLeftAloneAndSaysSoOncePerArrivalAndEverySixHours() {
        var stage = new Stage(2, 100, 200).settled();
        var quiet = stage.plan();

        assertThat(quiet.service()).isSameAs(stage.service);
        assertThat(quiet.events()).isEmpty();
        assertThat(quiet.lookAgain()).contains(stage.now.plus(Duration.ofHours(6)));

        stage.pass(Duration.ofHours(6));
        assertThat(stage.pass().events()).extracting(Statement::text).containsExactly(STEADY);

        stage.exit(1);
        assertThat(stage.pass().events()).isEmpty();
        stage.startAll();
        stage.pass(Duration.ofSeconds(40));
        assertThat(stage.pass().events()).extracting(Statement::text).containsExactly(STEADY);
    }

    @Test
    void tasksOnADrainingInstanceAreReplacedLikeOldOnesAndPendingOnesStopAtOnce() {
        var stage = new Stage(4, 100, 200).settled();
        int pending = stage.add(new DeploymentId(1), Loads.id(1));
        stage.drain(1);
        int running = stage.numbers(TaskState.Running.class).stream()
                .filter(task -> stage.task(task).on().orElseThrow().equals(Loads.id(1)))
                .findFirst()
                .orElseThrow();

        var plan = stage.pass();
        assertThat(plan.tasksToStart()).isEqualTo(1);
        assertThat(plan.tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactly(pending);
        stage.startAll();
        stage.pass(Duration.ofSeconds(40));

        assertThat(stage.pass().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactly(running);
        assertThat(stage.pass().events()).extracting(Statement::text).containsExactly(STEADY);
        assertThat(primary(stage).rollout()).isEqualTo(Rollout.COMPLETED);
    }

    @Test
    void drainingMovesNothingWhenThePercentsLeaveNoStep() {
        var stage = new Stage(2, 100, 100).settled();
        stage.instances.replaceAll((_, _) -> ContainerInstance.Status.DRAINING);

        var plan = stage.pass();

        assertThat(plan.tasksToStart()).isZero();
        assertThat(plan.tasksToStop()).isEmpty();
    }

    @Test
    void scalingInTakesPendingTasksFirstThenFromTheFullestZone() {
        var stage = new Stage(4, 100, 200).settled();
        int pending = stage.add(new DeploymentId(1), Loads.id(2));
        int extra = stage.add(new DeploymentId(1), Loads.id(4));
        stage.start(extra);
        stage.desire(4);

        assertThat(stage.plan().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .hasSize(2)
                .contains(pending)
                .allSatisfy(task -> assertThat(stage.task(task).on()).isPresent());
        stage.move(pending, new Trigger.Exited(Stage.EXITED, stage.now));
        stage.pass(Duration.ofSeconds(40));
        stage.pass();

        assertThat(stage.numbers(TaskState.Stopping.class))
                .singleElement()
                .satisfies(
                        task -> assertThat(stage.task(task).on().orElseThrow()).isEqualTo(Loads.id(4)));
    }

    @Test
    void desiringNothingStopsEverythingAndIsSteady() {
        var stage = new Stage(2, 100, 200).settled();
        stage.desire(0);

        assertThat(stage.pass().tasksToStop()).hasSize(2);
        assertThat(stage.pass().events()).extracting(Statement::text).containsExactly(STEADY);
        assertThat(new Stage(0, 100, 200).pass().events())
                .extracting(Statement::text)
                .hasSize(2)
                .last()
                .isEqualTo(STEADY);
    }

    @Test
    void aDeletedServiceStopsItsTasksAndIsInactiveOnceAllAreStopping() {
        var stage = new Stage(2, 100, 200).settled();
        stage.delete();

        assertThat(stage.pass().tasksToStop()).hasSize(2);
        stage.pass();
        assertThat(stage.service.status()).isEqualTo(Service.Status.DRAINING);
        stage.move(1, new Trigger.StopAcknowledged(stage.now));
        stage.exit(2);
        stage.pass();

        assertThat(stage.service.status()).isEqualTo(Service.Status.INACTIVE);
        assertThat(stage.service.deployments()).isEmpty();
        assertThat(stage.plan().service()).isSameAs(stage.service);
    }

    @Test
    void aServiceLaunchesAtMost500TasksAMinute() {
        var stage = new Stage(800, 100, 200);

        var first = stage.pass();
        assertThat(first.tasksToStart()).isEqualTo(500);
        assertThat(first.lookAgain()).isEmpty();
        var second = stage.pass();
        assertThat(second.tasksToStart()).isZero();
        assertThat(second.lookAgain()).contains(stage.now.plusSeconds(60));
        stage.pass(Duration.ofSeconds(60));

        assertThat(stage.pass().tasksToStart()).isEqualTo(300);
    }

    @Test
    void tasksAreStartedInTheSpreadThatServicesHaveByDefault() {
        var stage = new Stage(8, 100, 200).settled();

        assertThat(IntStream.rangeClosed(1, 4)
                        .mapToLong(instance -> stage.tasks.values().stream()
                                .filter(task -> task.on().orElseThrow().equals(Loads.id(instance)))
                                .count()))
                .containsExactly(2L, 2L, 2L, 2L);
    }

    private static Deployment primary(Stage stage) {
        return stage.service.primary().orElseThrow();
    }
}
