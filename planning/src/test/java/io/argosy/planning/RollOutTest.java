package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Deployment;
import io.argosy.model.Deployment.Rollout;
import io.argosy.model.DeploymentId;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.TaskState;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RollOutTest {
    private static final String STEADY = "(service web) has reached a steady state.";

    @Test
    void aRollOutStartsAllNewTasksAndStopsTheOldOnesOnceTheNewOnesAreGood() {
        var stage = new Stage(4, 100, 200).settled();
        stage.deploy();
        assertThat(primary(stage).desiredCount()).isZero();

        assertThat(stage.pass().tasksToStart()).isEqualTo(4);
        assertThat(stage.service.deployments())
                .extracting(Deployment::desiredCount)
                .containsExactly(4, 0);
        stage.startAll();
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.pass(Duration.ofSeconds(40));
        var plan = stage.pass();

        assertThat(plan.tasksToStop())
                .extracting(stop -> stop.reason().text())
                .hasSize(4)
                .containsOnly("Scaling activity initiated by (deployment ecs-svc/1)");
        assertThat(stage.pass().events())
                .extracting(Statement::text)
                .containsExactly("(service web) (deployment ecs-svc/2) deployment completed.", STEADY);
        assertThat(stage.service.deployments()).hasSize(2);
        stage.finishStops();
        stage.pass();
        assertThat(stage.service.deployments()).containsExactly(primary(stage));
    }

    @ParameterizedTest
    @CsvSource({"BLOCKING, false", "DEFERRED, true"})
    void anEarlySuccessIsOneOfSoManyTasksAndOfOldOnesIfItWaits(String cleanup, boolean beforeTheOldAreGone) {
        var stage = new Stage(4, 50, 200).settled();
        stage.early(50, cleanup);
        stage.deploy();
        stage.pass();
        stage.runningOf(1)
                .forEach(old -> assertThat(stage.task(old).state().running()).isTrue());
        List<Integer> pending = stage.numbers(TaskState.Pending.class);
        stage.start(pending.get(0));
        stage.pass();
        stage.pass(Duration.ofSeconds(40));
        stage.pass();
        assertThat(primary(stage).rollout()).as("one of two").isEqualTo(Deployment.Rollout.IN_PROGRESS);

        stage.start(pending.get(1));
        stage.pass(Duration.ofSeconds(40));
        stage.plan();
        boolean completeWithOldOnes =
                stage.plan().service().primary().orElseThrow().rollout() == Deployment.Rollout.COMPLETED;
        stage.pass();
        stage.pass();

        assertThat(completeWithOldOnes).isEqualTo(beforeTheOldAreGone);
        assertThat(primary(stage).rollout()).isEqualTo(Deployment.Rollout.COMPLETED);
        assertThat(stage.numbers(TaskState.Pending.class))
                .as("the rest is still on its way")
                .hasSize(2);
    }

    @Test
    void withoutRoomAboveDesiredOldTasksGoFirstAndStoppingOnesStillTakeTheirPlace() {
        var stage = new Stage(4, 50, 100).settled();
        stage.deploy();

        var plan = stage.pass();
        assertThat(plan.tasksToStart()).isZero();
        assertThat(plan.tasksToStop()).hasSize(2);
        assertThat(stage.pass().tasksToStart()).isZero();
        stage.finishStops();

        assertThat(stage.pass().tasksToStart()).isEqualTo(2);
    }

    @Test
    void aboveAHundredPercentStoppingTasksTakeNoPlace() {
        var stage = new Stage(4, 0, 150).settled();
        stage.deploy();

        var plan = stage.pass();
        assertThat(plan.tasksToStart()).isEqualTo(2);
        assertThat(plan.tasksToStop()).hasSize(4);

        assertThat(stage.pass().tasksToStart()).isEqualTo(2);
    }

    @Test
    void oldTasksThatAreNotProvenYetStayForNewOnesThatAreNotEither() {
        var stage = new Stage(2, 100, 200);
        stage.pass();
        stage.startAll();
        stage.pass(Duration.ofSeconds(5));
        stage.deploy();

        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.startAll();
        stage.pass(Duration.ofSeconds(39));
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.pass(Duration.ofSeconds(1));

        assertThat(stage.pass().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void oldTasksThatDoNotRunGoAtOnce() {
        var stage = new Stage(2, 100, 200);
        stage.pass();
        stage.deploy();

        assertThat(stage.pass().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void anOldDeploymentWithoutTasksLeavesAtOnce() {
        var stage = new Stage(2, 100, 200);
        stage.deploy();

        stage.pass();

        assertThat(stage.service.deployments()).extracting(Deployment::id).containsExactly(new DeploymentId(2));
    }

    @Test
    void roundingCanBlockARollOutWhichIsSaidOnceUntilThePercentsChange() {
        var stage = new Stage(2, 75, 125).settled();
        stage.deploy();

        var plan = stage.pass();
        assertThat(plan.tasksToStart()).isZero();
        assertThat(plan.tasksToStop()).isEmpty();
        assertThat(plan.events())
                .extracting(Statement::text)
                .singleElement()
                .asString()
                .startsWith("(service web) was unable to stop or start tasks during a deployment because");
        assertThat(stage.pass().events()).isEmpty();
        assertThat(primary(stage).rollout()).isEqualTo(Rollout.IN_PROGRESS);
        stage.percents(75, 150);

        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
    }

    @Test
    void scalingInDuringARollOutTakesOldTasksFirst() {
        var stage = new Stage(4, 100, 200).settled();
        stage.deploy();
        stage.pass();
        stage.startAll();
        stage.desire(2);

        var stopped = stage.pass().tasksToStop().stream()
                .map(stop -> Stage.number(stop.task()))
                .toList();

        assertThat(stopped).hasSize(4);
        assertThat(stopped.subList(0, 2)).allMatch(task -> task <= 4);
        assertThat(stopped.subList(2, 4)).allMatch(task -> task > 4);
    }

    @Test
    void newTasksThatCrashNeverCostTheOldOnesTheirLife() {
        var stage = new Stage(2, 100, 200);
        stage.pass();
        stage.startAll();
        stage.deploy();
        for (int i = 0; i < 40; i++) {
            stage.pass();
            stage.startAll();
            stage.pass(Duration.ofSeconds(10));
            stage.runningOf(2).forEach(stage::exit);
        }

        assertThat(stage.runningOf(1)).hasSize(2);
        assertThat(stage.failed()).isGreaterThan(4);
    }

    @Test
    void aFailedDeploymentStartsNothing() {
        var stage = new Stage(2, 100, 200);
        stage.service =
                stage.service.with(List.of(primary(stage).rolled(Rollout.FAILED, "failed", stage.now)), stage.now);

        assertThat(stage.pass().tasksToStart()).isZero();
    }

    private static Deployment primary(Stage stage) {
        return stage.service.primary().orElseThrow();
    }
}
