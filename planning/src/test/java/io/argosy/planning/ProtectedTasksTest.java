package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which plans leave protected tasks alone, and for how long (ecs-semantics 5.9).
final class ProtectedTasksTest {
    private static Instant protect(Stage stage, int... numbers) {
        Instant end = stage.now.plus(Duration.ofMinutes(30));
        for (int number : numbers) {
            stage.tasks.put(number, stage.task(number).withProtection(Optional.of(end)));
        }
        return end;
    }

    private static List<Integer> stopped(ServicePlan plan) {
        return plan.tasksToStop().stream()
                .map(ServicePlan.Stop::task)
                .map(Stage::number)
                .sorted()
                .toList();
    }

    @Test
    void scaleInTakesTheOthers() {
        var stage = new Stage(4, 100, 200).settled();
        Instant end = protect(stage, 1, 2, 3);

        stage.desire(2);
        ServicePlan plan = stage.pass();

        assertThat(stopped(plan)).containsExactly(4);
        assertThat(stage.pass().tasksToStop()).isEmpty();
        assertThat(stage.plan().lookAgain())
                .hasValueSatisfying(turn -> assertThat(turn).isBeforeOrEqualTo(end));
    }

    @Test
    void whatIsTooMuchGoesWhenTheProtectionIsOver() {
        var stage = new Stage(2, 100, 200).settled();
        protect(stage, 1, 2);
        stage.desire(1);
        assertThat(stage.pass().tasksToStop()).isEmpty();

        stage.pass(Duration.ofMinutes(30));

        assertThat(stage.pass().tasksToStop()).hasSize(1);
    }

    @Test
    void aRollOutStartsItsTasksAndWaitsForProtectedOnes() {
        var stage = new Stage(2, 100, 200).settled();
        protect(stage, 1);
        stage.deploy();
        assertThat(stage.pass().tasksToStart()).isEqualTo(2);
        stage.startAll();
        stage.pass(Duration.ofSeconds(40));

        assertThat(stopped(stage.pass())).containsExactly(2);
        stage.finishStops();
        stage.pass();
        assertThat(stage.service.deployments()).hasSize(2);

        stage.tasks.put(1, stage.task(1).withProtection(Optional.empty()));
        assertThat(stopped(stage.pass())).containsExactly(1);
        stage.finishStops();
        stage.pass();
        assertThat(stage.service.deployments()).hasSize(1);
    }

    @Test
    void aDrainingInstanceWaits() {
        var stage = new Stage(1, 0, 200).settled();
        protect(stage, 1);
        stage.instances.keySet().stream()
                .filter(number -> stage.task(1).on().equals(Optional.of(Loads.id(number))))
                .findFirst()
                .ifPresent(stage::drain);

        stage.pass();
        stage.startAll();
        stage.pass(Duration.ofSeconds(40));

        assertThat(stage.pass().tasksToStop()).isEmpty();
    }

    @Test
    void oneThatFailsItsHealthCheckGoes() {
        var stage = new Stage(4, 50, 100);
        stage.withHealthChecks();
        stage.settled();
        protect(stage, 1);

        stage.health(1, "UNHEALTHY");

        assertThat(stopped(stage.pass())).containsExactly(1);
    }

    @Test
    void aDeletedServiceTakesAllWithIt() {
        var stage = new Stage(2, 100, 200).settled();
        protect(stage, 1, 2);

        stage.delete();

        assertThat(stopped(stage.pass())).containsExactly(1, 2);
    }
}
