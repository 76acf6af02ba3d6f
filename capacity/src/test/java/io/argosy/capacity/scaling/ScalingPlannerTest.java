package io.argosy.capacity.scaling;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.capacity.scaling.ScalingPlanner.Member;
import io.argosy.capacity.scaling.ScalingPlanner.Plan;
import io.argosy.capacity.scaling.ScalingPlanner.View;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Resources;
import io.argosy.model.ScalingReport;
import io.argosy.shapes.ecs.ManagedScaling;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ScalingPlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    private static ManagedScaling scaling(int target, int least, int most) {
        return ManagedScaling.builder()
                .targetCapacity(target)
                .minimumScalingStepSize(least)
                .maximumScalingStepSize(most)
                .instanceWarmupPeriod(300)
                .build();
    }

    /// One for each number of tasks, registered an hour ago.
    private static List<Member> members(int... tasks) {
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < tasks.length; i++) {
            members.add(new Member(id(i), NOW.minusSeconds(3600 + i), tasks[i]));
        }
        return members;
    }

    private static ContainerInstanceId id(int number) {
        return new ContainerInstanceId("%032x".formatted(number));
    }

    @ParameterizedTest
    @CsvSource({
        // needed there starting target least most min max, to be launched
        "0 0 0 100 1 10000 0 10, 0",
        "1 0 0 100 1 10000 0 10, 1",
        "7 3 0 100 1 10000 0 10, 4",
        "7 3 4 100 1 10000 0 10, 0",
        "7 3 0 100 1 2 0 10, 2",
        "4 3 0 100 3 10000 0 10, 3",
        "4 3 0 100 9 10000 0 5, 2",
        "20 3 0 100 1 10000 0 10, 7",
        "8 8 0 80 1 10000 0 20, 2",
        "8 10 0 80 1 10000 0 20, 0",
        "1 1 0 50 1 10000 0 20, 1",
        "0 0 0 100 1 10000 2 10, 2",
        "0 1 1 100 1 10000 2 10, 0",
    })
    void asManyAreMadeAsBringTheReservationToItsTarget(String numbers, int launched) {
        int[] row =
                Arrays.stream(numbers.split(" ")).mapToInt(Integer::parseInt).toArray();
        var scaling = scaling(row[3], row[4], row[5]);
        var view = new View(members(new int[row[1]]), row[2], row[0], row[6], row[7], scaling, false, 0);

        Plan plan = ScalingPlanner.plan(view, NOW);

        assertThat(plan).isEqualTo(launched == 0 ? new Plan.Rest() : new Plan.Launch(launched));
    }

    private static List<ContainerInstanceId> leaving(View view) {
        return ScalingPlanner.plan(view, NOW) instanceof Plan.Retire(var leaving) ? leaving : List.of();
    }

    @Test
    void instancesGoAfterFifteenLowCountsThoseWithoutTasksFirst() {
        var view = new View(members(1, 0, 2, 0, 0), 0, 2, 0, 10, scaling(100, 1, 10_000), false, 14);

        assertThat(leaving(view)).isEmpty();
        assertThat(leaving(view.after(15))).containsExactly(id(4), id(3));
    }

    @Test
    void neverBelowTheLeastTheGroupHasAndNeverMoreThanHalf() {
        var scaling = scaling(100, 1, 10_000);

        assertThat(leaving(new View(members(0, 0, 0), 0, 0, 2, 10, scaling, false, 15)))
                .hasSize(1);
        assertThat(leaving(new View(members(0, 0, 0, 0, 0), 0, 0, 0, 10, scaling, false, 15)))
                .hasSize(2);
        assertThat(leaving(new View(members(0), 0, 0, 0, 10, scaling, false, 15)))
                .hasSize(1);
    }

    @Test
    void tasksProtectTheirInstanceIfTheProviderSaysSo() {
        var crowded = new View(members(1, 3), 0, 2, 0, 1, scaling(100, 1, 10_000), true, 15);

        assertThat(leaving(crowded)).isEmpty();
        assertThat(leaving(new View(members(1, 3), 0, 2, 0, 1, scaling(100, 1, 10_000), false, 15)))
                .containsExactly(id(0));
    }

    @Test
    void oneThatWarmsUpStays() {
        var young = new Member(id(1), NOW.minusSeconds(299), 0);

        assertThat(leaving(new View(List.of(young), 0, 0, 0, 10, scaling(100, 1, 10_000), false, 15)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 100", "3, 0, 200", "3, 3, 100", "1, 4, 25", "6, 4, 150"})
    void theReservationIsWhatIsNeededOfWhatThereIs(int needed, int registered, int reservation) {
        assertThat(ScalingReport.none("p").counting(needed, registered, 0).reservation())
                .isEqualTo(reservation);
    }

    @ParameterizedTest
    @CsvSource({
        // pieces as cpu/memory/count, in instances of 1000/1000
        "500/500/3, 2",
        "500/100/1 400/100/1 600/100/1, 2",
        "1000/1000/5, 5",
        "1001/10/5, 0",
        "1001/10/5 10/10/1, 1",
        "0/100/25, 3",
        "700/10/2 300/10/2, 2",
        "10/10/100000, 10",
    })
    void whatWaitsIsPackedTheLargestFirst(String pieces, int instances) {
        List<Piece> waiting = Arrays.stream(pieces.split(" "))
                .map(text -> text.split("/"))
                .map(parts -> Piece.of(
                        resources(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])), Integer.parseInt(parts[2])))
                .toList();

        assertThat(InstancesNeeded.of(List.of(), waiting, resources(1000, 1000), 10))
                .isEqualTo(instances);
    }

    private static Resources resources(int cpu, int memory) {
        return new Resources(cpu, memory, Set.of(), Set.of());
    }

    @Test
    void portsAndThoseThatKeepApartTakeAnInstanceEach() {
        Resources port = new Resources(10, 10, Set.of(80), Set.of());

        assertThat(InstancesNeeded.of(List.of(), List.of(Piece.of(port, 3)), resources(1000, 1000), 10))
                .isEqualTo(3);
        assertThat(InstancesNeeded.of(
                        List.of(),
                        List.of(new Piece(resources(10, 10), 4, Optional.of("service:web"))),
                        resources(1000, 1000),
                        10))
                .isEqualTo(4);
    }
}
