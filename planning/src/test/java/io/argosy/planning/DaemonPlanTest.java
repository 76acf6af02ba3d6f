package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.TaskState;
import io.argosy.planning.query.InvalidExpression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// DAEMON services (ecs-semantics 7.7): one task on each instance that is for it, on four instances in two zones.
final class DaemonPlanTest {
    private final Stage stage = new Stage(0, 0, 100).daemon(0);

    private List<Integer> hosts(Class<? extends TaskState> state) {
        return stage.numbers(state).stream()
                .map(number -> stage.task(number).on().orElseThrow())
                .map(on -> Integer.parseInt(on.value(), 16))
                .sorted()
                .toList();
    }

    private void settled() {
        stage.settled();
        assertThat(hosts(TaskState.Running.class)).containsExactly(1, 2, 3, 4);
        assertThat(stage.messages().getLast()).endsWith("has reached a steady state.");
    }

    @Test
    void everyInstanceHasOneAndTheCountIsTheirs() {
        settled();

        assertThat(stage.service.desiredCount()).isEqualTo(4);
        assertThat(stage.service.primary().map(Deployment::rollout)).contains(Deployment.Rollout.COMPLETED);
        assertThat(stage.plan().tasksToStart()).isZero();
    }

    @Test
    void aNewInstanceGetsOneAtOnce() {
        settled();
        stage.instances.put(5, ContainerInstance.Status.ACTIVE);

        ServicePlan plan = stage.pass();

        assertThat(plan.on()).containsExactly(Loads.id(5));
        assertThat(stage.service.desiredCount()).isEqualTo(5);
    }

    @Test
    void anInstanceThatIsAwayIsNotWaitedForAndKeepsWhatItHas() {
        stage.away.add(4);
        stage.settled();
        assertThat(hosts(TaskState.Running.class)).containsExactly(1, 2, 3);
        assertThat(stage.messages().getLast()).endsWith("has reached a steady state.");

        stage.away.add(3);

        assertThat(stage.plan().tasksToStop()).isEmpty();
        assertThat(stage.plan().service().desiredCount()).isEqualTo(3);
    }

    @Test
    void onADrainingInstanceItGoesLast() {
        settled();
        stage.drain(2);
        stage.busy.add(Loads.id(2));
        assertThat(stage.plan().tasksToStop()).isEmpty();

        stage.busy.clear();
        stage.pass();

        assertThat(hosts(TaskState.Stopping.class)).containsExactly(2);
        assertThat(stage.service.desiredCount()).isEqualTo(3);
        assertThat(stage.messages()).noneMatch(text -> text.contains("placement constraints"));
    }

    @Test
    void whereTheConstraintsDoNotHoldAnyMoreItGoesAndSaysSo() throws InvalidExpression {
        settled();
        stage.constrained("attribute:ecs.availability-zone == a");

        stage.pass();

        assertThat(hosts(TaskState.Stopping.class)).containsExactly(2, 4);
        assertThat(stage.messages().getLast())
                .isEqualTo("(service web) has stopped (task " + "0".repeat(31)
                        + "4) because (container-instance " + "0".repeat(31)
                        + "4) does not meet its placement constraints any more.");
        stage.finishStops();
        stage.pass();
        assertThat(stage.numbers(TaskState.Pending.class)).isEmpty();
    }

    @Test
    void aDeploymentStopsBeforeItStartsAndNeverHasTwoOnAnInstance() {
        settled();
        stage.deploy();

        ServicePlan first = stage.pass();
        assertThat(first.tasksToStop()).hasSize(4);
        assertThat(first.tasksToStart()).isZero();
        assertThat(stage.pass().tasksToStart()).isZero();

        stage.finishStops();
        assertThat(stage.pass().on()).hasSize(4);
    }

    @Test
    void aDeploymentLeavesAsManyUpAsItsMinimumSays() {
        stage.daemon(50);
        settled();
        stage.deploy();

        stage.pass();
        assertThat(hosts(TaskState.Running.class)).hasSize(2);
        stage.finishStops();
        stage.pass();
        stage.startAll();
        assertThat(stage.plan().tasksToStop()).isEmpty();

        stage.pass(ServiceContext.HEALTHY_AFTER);
        stage.pass();
        assertThat(stage.runningOf(2)).hasSize(2);
        assertThat(hosts(TaskState.Stopping.class)).hasSize(2);
    }

    @Test
    void aFailingOneIsReplacedWhereItIs() {
        stage.withHealthChecks();
        settled();
        int failing = stage.numbers(TaskState.Running.class).getFirst();
        ContainerInstanceId on = stage.task(failing).on().orElseThrow();

        stage.health(failing, "UNHEALTHY");
        assertThat(stage.pass().tasksToStop()).hasSize(1);
        stage.finishStops();

        assertThat(stage.pass().on()).containsExactly(on);
    }

    @Test
    void oneThatIsDeletedStopsEverywhere() {
        settled();
        stage.delete();

        assertThat(stage.pass().tasksToStop()).hasSize(4);
        assertThat(Stream.of(stage.plan().on(), stage.plan().tasksToStop())
                        .mapToInt(List::size)
                        .sum())
                .isZero();
        assertThat(Optional.of(stage.service.desiredCount())).contains(0);
    }
}
