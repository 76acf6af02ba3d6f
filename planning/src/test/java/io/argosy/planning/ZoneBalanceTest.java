package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.StopReason;
import io.argosy.model.TaskState;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Availability Zone rebalancing (ecs-semantics 7.14): instances with odd numbers are in zone a, the others in zone b.
final class ZoneBalanceTest {
    private final Stage stage = new Stage(4, 100, 200);

    private void asked(UnaryOperator<CreateServiceRequest.Builder> change) {
        stage.service = stage.service.with(
                change.apply(stage.service.configuration().toBuilder()).build(), stage.now);
    }

    /// All of its tasks are in zone a, and then there is zone b.
    private void lopsided() {
        asked(same -> same.availabilityZoneRebalancing("ENABLED"));
        stage.instances.remove(2);
        stage.instances.remove(4);
        stage.settled();
        stage.instances.put(2, ContainerInstance.Status.ACTIVE);
        stage.instances.put(4, ContainerInstance.Status.ACTIVE);
    }

    private Map<String, Long> zones() {
        return stage.numbers(TaskState.Running.class).stream()
                .map(number -> stage.task(number).on().orElseThrow().value())
                .map(on -> Integer.parseInt(on, 16) % 2 == 0 ? "b" : "a")
                .collect(Collectors.groupingBy(zone -> zone, TreeMap::new, Collectors.counting()));
    }

    /// One task more is up and good, and one is gone.
    private ServicePlan moved() {
        assertThat(stage.pass().on()).hasSize(1);
        stage.startAll();
        assertThat(stage.pass().tasksToStop()).isEmpty();
        stage.pass(ServiceContext.HEALTHY_AFTER);
        ServicePlan plan = stage.pass();
        stage.finishStops();
        return plan;
    }

    @Test
    void tasksMoveOneByOneUntilTheZonesAreEven() {
        lopsided();

        ServicePlan first = moved();
        assertThat(zones()).containsEntry("a", 3L).containsEntry("b", 1L);
        assertThat(first.tasksToStop()).singleElement().satisfies(stop -> {
            assertThat(stop.rebalances()).isTrue();
            assertThat(stop.reason())
                    .extracting(StopReason::text)
                    .isEqualTo("Availability-zone rebalancing initiated by (deployment ecs-svc/1)");
        });
        moved();
        stage.pass();

        assertThat(zones()).containsEntry("a", 2L).containsEntry("b", 2L);
        assertThat(stage.plan().on()).isEmpty();
        assertThat(stage.messages())
                .containsOnlyOnce("(service web) is not AZ balanced with 4 tasks in a, 0 tasks in b. AZ Rebalancing in"
                        + " progress.")
                .containsOnlyOnce("(service web) is AZ balanced with 2 tasks in a, 2 tasks in b.")
                .endsWith("(service web) has reached a steady state.");
    }

    @Test
    void nothingMovesWhereThePercentsLeaveNoRoom() {
        lopsided();
        stage.percents(50, 100);

        assertThat(stage.plan().on()).isEmpty();
    }

    @Test
    void nothingMovesUnlessItIsWishedAndZonesDecide() {
        lopsided();
        asked(off -> off.availabilityZoneRebalancing("DISABLED"));
        assertThat(stage.plan().on()).isEmpty();

        asked(packed -> packed.availabilityZoneRebalancing("ENABLED")
                .placementStrategy(List.of(
                        PlacementStrategy.builder().type("binpack").field("CPU").build())));
        assertThat(stage.plan().on()).isEmpty();

        asked(bound -> bound.placementStrategy(List.of())
                .placementConstraints(List.of(PlacementConstraint.builder()
                        .type("memberOf")
                        .expression("attribute:ecs.availability-zone == a")
                        .build())));
        assertThat(stage.plan().on()).isEmpty();
    }

    @Test
    void nothingMovesToWhereThereIsNoRoomFirst() {
        lopsided();
        stage.away.add(2);
        stage.away.add(4);

        assertThat(stage.plan().on()).isEmpty();
        assertThat(stage.plan().tasksToStop()).isEmpty();
    }

    @Test
    void aDeploymentComesFirst() {
        lopsided();
        stage.pass();
        stage.startAll();

        stage.deploy();
        stage.pass();

        assertThat(stage.messages()).contains("(service web) stopped AZ Rebalancing.");
        assertThat(stage.numbers(TaskState.Pending.class)).isNotEmpty();
    }
}
