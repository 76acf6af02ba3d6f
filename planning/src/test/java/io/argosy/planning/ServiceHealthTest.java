package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Deployment.Rollout;
import io.argosy.model.ServiceEvent.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ServiceHealthTest {
    private static final String STEADY = "(service web) has reached a steady state.";

    @Test
    void aFailingTaskStaysUntilItsReplacementIsGood() {
        var stage = checked(2, 100, 200);
        stage.health(1, "UNHEALTHY");

        var plan = stage.pass();
        assertThat(plan.tasksToStart()).isEqualTo(1);
        assertThat(plan.tasksToStop()).isEmpty();
        stage.startAll();
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.health(3, "HEALTHY");

        assertThat(stage.pass().tasksToStop()).singleElement().satisfies(stop -> {
            assertThat(Stage.number(stop.task())).isEqualTo(1);
            assertThat(stop.reason().text()).isEqualTo("Task failed container health checks (container app: CMD true)");
        });
    }

    @Test
    void withoutRoomFailingTasksBelowTheMinimumGoOneAtATime() {
        var stage = checked(4, 75, 100);
        List.of(1, 2, 3).forEach(task -> stage.health(task, "UNHEALTHY"));

        assertThat(stage.pass().tasksToStop()).hasSize(1);
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.finishStops();
        assertThat(stage.pass().tasksToStart()).isEqualTo(1);
        stage.startAll();
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.health(5, "HEALTHY");

        assertThat(stage.pass().tasksToStop()).hasSize(1);
    }

    @Test
    void aFailingTaskGoesFirstWhenItsReplacementFindsNoRoom() {
        var stage = checked(2, 100, 200);
        stage.health(1, "UNHEALTHY");
        assertThat(stage.plan().tasksToStop()).isEmpty();

        assertThat(stage.planWithoutRoom().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactly(1);
    }

    @Test
    void withoutAReplacementToComeFailingTasksBelowTheMinimumStay() {
        var stage = checked(2, 50, 100);
        List.of(1, 2).forEach(task -> stage.health(task, "UNHEALTHY"));
        var failed = stage.service.primary().orElseThrow().rolled(Rollout.FAILED, "failed", stage.now);
        stage.service = stage.service.with(List.of(failed), stage.now);

        assertThat(stage.pass().tasksToStop()).isEmpty();
    }

    @Test
    void failingTasksGoAtOnceWhileEnoughGoodOnesStay() {
        var stage = checked(4, 50, 100);
        stage.health(1, "UNHEALTHY");
        stage.health(2, "UNHEALTHY");

        assertThat(stage.pass().tasksToStop())
                .extracting(stop -> Stage.number(stop.task()))
                .containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void badVerdictsWithinTheGracePeriodAreNotHeldAgainstATask() {
        var stage = new Stage(1, 0, 200);
        stage.withHealthChecks();
        stage.graceSeconds(60);
        stage.pass();
        stage.startAll();
        stage.health(1, "UNHEALTHY");
        stage.pass(Duration.ofSeconds(59));

        var plan = stage.pass();
        assertThat(plan.tasksToStop()).isEmpty();
        assertThat(plan.lookAgain()).contains(stage.now.plusSeconds(1));
        stage.pass(Duration.ofSeconds(1));

        assertThat(stage.pass().tasksToStop()).hasSize(1);
    }

    @Test
    void aTaskWithHealthChecksIsGoodWhenItsEssentialContainersAreHealthyHoweverYoung() {
        var stage = new Stage(1, 100, 200);
        stage.withHealthChecks();
        stage.pass();
        stage.startAll();
        stage.pass(Duration.ofMinutes(10));
        assertThat(stage.pass().events()).isEmpty();

        stage.health(1, "HEALTHY");

        assertThat(stage.pass().events()).extracting(Statement::text).contains(STEADY);
    }

    private static Stage checked(int desired, int minimum, int maximum) {
        var stage = new Stage(desired, minimum, maximum);
        stage.withHealthChecks();
        return stage.settled();
    }
}
