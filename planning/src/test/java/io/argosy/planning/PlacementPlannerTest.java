package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class PlacementPlannerTest {
    private static final String GROUP = "service:web";
    private static final Demand DEMAND =
            demand(new Resources(256, 512, Set.of(), Set.of()), Set.of(), false, List.of());
    private static final List<Strategy> SERVICE = Strategies.ofService(List.of());

    @Test
    void aServicesTaskGoesToTheEmptiestZoneThenToTheInstanceWithFewest() {
        var loads = List.of(
                Loads.instance(1).zone("a").runs(GROUP, 2).build(),
                Loads.instance(2).zone("a").build(),
                Loads.instance(3).zone("b").runs(GROUP, 1).build(),
                Loads.instance(4).zone("b").runs("service:other", 9).build());

        assertThat(places(DEMAND, loads, SERVICE)).containsExactly(4);
    }

    @Test
    void aZoneIsAsFullAsAllItsInstancesTogetherRoomOrNot() {
        var loads = List.of(
                Loads.instance(1).zone("a").uses(2048, 4096).runs(GROUP, 5).build(),
                Loads.instance(2).zone("a").build(),
                Loads.instance(3).zone("b").runs(GROUP, 4).build());

        assertThat(places(DEMAND, loads, SERVICE)).containsExactly(3);
    }

    @Test
    void aLaterSpreadCountsWithinEachValueOfTheEarlierOne() {
        var strategies = List.of(spread("attribute:ecs.availability-zone"), spread("attribute:rack"));
        var loads = List.of(
                Loads.instance(1).zone("a").with("rack", "1").build(),
                Loads.instance(2).zone("a").with("rack", "2").runs(GROUP, 3).build(),
                Loads.instance(3).zone("b").with("rack", "1").runs(GROUP, 9).build());

        assertThat(places(DEMAND, loads, Strategies.ofTask(strategies))).containsExactly(1);
    }

    @Test
    void spreadOverHostsIsSpreadOverInstances() {
        var loads = List.of(
                Loads.instance(1).runs(GROUP, 1).build(),
                Loads.instance(2).build(),
                Loads.instance(3).build());

        assertThat(places(DEMAND, loads, Strategies.ofTask(List.of(spread("host")))))
                .containsExactly(2, 3);
        assertThat(places(DEMAND, loads, Strategies.ofTask(List.of(spread("instanceId")))))
                .containsExactly(2, 3);
    }

    @Test
    void binpackTakesTheFittingInstanceWithLeastLeftOfTheField() {
        var loads = List.of(
                Loads.instance(1).uses(1536, 0).build(),
                Loads.instance(2).uses(1793, 3000).build(),
                Loads.instance(3).uses(0, 3584).build(),
                Loads.instance(4).build());

        assertThat(places(DEMAND, loads, Strategies.ofTask(List.of(binpack("cpu")))))
                .containsExactly(1);
        assertThat(places(DEMAND, loads, Strategies.ofTask(List.of(binpack("MEMORY")))))
                .containsExactly(3);
    }

    @Test
    void eachStrategyNarrowsWhatTheOneBeforeLeft() {
        var strategies = List.of(spread("attribute:ecs.availability-zone"), binpack("memory"));
        var loads = List.of(
                Loads.instance(1).zone("a").runs(GROUP, 1).uses(0, 3000).build(),
                Loads.instance(2).zone("b").uses(0, 1000).build(),
                Loads.instance(3).zone("b").uses(0, 2000).build(),
                Loads.instance(4).zone("c").uses(0, 2000).build());

        assertThat(places(DEMAND, loads, Strategies.ofTask(strategies))).containsExactly(3, 4);
    }

    @Test
    void byDefaultAStandAloneTaskGoesAnywhere() {
        var loads = List.of(
                Loads.instance(1).runs(GROUP, 8).build(),
                Loads.instance(2).build(),
                Loads.instance(3).disconnected().build());

        assertThat(places(DEMAND, loads, Strategies.ofTask(List.of()))).containsExactly(1, 2);
    }

    @Test
    void distinctInstanceKeepsTasksOfOneGroupApart() {
        var demand = demand(Resources.NONE, Set.of(), true, List.of());
        var loads = List.of(
                Loads.instance(1).runs(GROUP, 1).build(),
                Loads.instance(2).runs("service:other", 1).build());

        assertThat(places(demand, loads, Strategies.ofTask(List.of(binpack("cpu")))))
                .containsExactly(2);
    }

    @Test
    void theSameSeedChoosesTheSameInstanceWhateverTheOrder() {
        List<InstanceLoad> loads = new ArrayList<>();
        for (int i = 1; i <= 50; i++) {
            loads.add(Loads.instance(i).build());
        }
        var inOrder = PlacementPlanner.decide(DEMAND, loads, List.of(), Seeds.of(7));

        Collections.shuffle(loads, new Random(3));

        assertThat(PlacementPlanner.decide(DEMAND, loads, List.of(), Seeds.of(7)))
                .isEqualTo(inOrder);
    }

    @Test
    void chanceFavoursNobody() {
        List<InstanceLoad> loads = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            loads.add(Loads.instance(i).build());
        }
        var chance = Seeds.of(11);
        var hits = new TreeMap<Decision, Integer>((one, other) -> one.toString().compareTo(other.toString()));

        for (int i = 0; i < 10_000; i++) {
            hits.merge(PlacementPlanner.decide(DEMAND, loads, List.of(), chance), 1, Integer::sum);
        }

        assertThat(hits).hasSize(10);
        assertThat(hits.values()).allSatisfy(count -> assertThat(count).isBetween(850, 1150));
    }

    /// Random clusters, demands and chains; a plain scan that scores every instance says which answers are right,
    /// and over several seeds the planner must give each of them and no other.
    @Test
    void agreesWithAPlainScan() throws InvalidExpression {
        for (int round = 0; round < 400; round++) {
            var random = new Random(round);
            List<InstanceLoad> loads = randomLoads(random);
            Demand demand = randomDemand(random);
            List<PlacementStrategy> strategies = randomStrategies(random);

            Set<Integer> expected = PlainScan.best(demand, loads, strategies);

            assertThat(places(demand, loads, Strategies.ofTask(strategies)))
                    .as("round %s: %s", round, strategies)
                    .isEqualTo(expected);
        }
    }

    private static List<InstanceLoad> randomLoads(Random random) {
        List<InstanceLoad> loads = new ArrayList<>();
        int count = random.nextInt(13);
        for (int i = 1; i <= count; i++) {
            var load = Loads.instance(i)
                    .uses(256 * random.nextInt(9), 512 * random.nextInt(9))
                    .runs("service:other", random.nextInt(3));
            if (random.nextInt(8) > 0) {
                load.zone(List.of("a", "b", "c").get(random.nextInt(3)));
            }
            if (random.nextBoolean()) {
                load.with("rack", List.of("1", "2").get(random.nextInt(2)));
            }
            if (random.nextBoolean()) {
                load.runs(GROUP, 1 + random.nextInt(2));
            }
            if (random.nextInt(10) == 0) {
                load.disconnected();
            }
            if (random.nextInt(10) == 0) {
                load.is(ContainerInstance.Status.DRAINING);
            }
            if (random.nextInt(4) == 0) {
                load.uses(new Resources(0, 0, Set.of(80), Set.of()));
            }
            loads.add(load.build());
        }
        return loads;
    }

    private static Demand demand(
            Resources needs, Set<String> required, boolean distinctInstance, List<Expression> memberOf) {
        return new Demand(
                new Owner.Standalone(GROUP, ""), needs, required, distinctInstance, memberOf, false, Optional.empty());
    }

    private static Demand randomDemand(Random random) throws InvalidExpression {
        Set<Integer> ports = random.nextBoolean() ? Set.of(80) : Set.of();
        return demand(
                new Resources(256 * random.nextInt(4), 512 * random.nextInt(4), ports, Set.of()),
                random.nextInt(4) == 0 ? Set.of("rack") : Set.of(),
                random.nextInt(4) == 0,
                random.nextInt(3) == 0
                        ? List.of(Expression.parse("attribute:ecs.availability-zone != c or attribute:rack == 1"))
                        : List.of());
    }

    private static List<PlacementStrategy> randomStrategies(Random random) {
        var all = List.of(
                spread("attribute:ecs.availability-zone"),
                spread("attribute:rack"),
                spread("instanceId"),
                binpack("cpu"),
                binpack("memory"));
        List<PlacementStrategy> chosen = new ArrayList<>();
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            chosen.add(all.get(random.nextInt(all.size())));
        }
        return chosen;
    }

    /// The instances chosen over many seeds.
    private static Set<Integer> places(Demand demand, List<InstanceLoad> loads, List<Strategy> strategies) {
        var places = new TreeSet<Integer>();
        for (int seed = 0; seed < 250; seed++) {
            if (PlacementPlanner.decide(demand, loads, strategies, Seeds.of(seed)) instanceof Decision.Place(var on)) {
                places.add(Integer.parseInt(on.value(), 16));
            }
        }
        return places;
    }

    private static PlacementStrategy spread(String field) {
        return PlacementStrategy.builder().type("spread").field(field).build();
    }

    private static PlacementStrategy binpack(String field) {
        return PlacementStrategy.builder().type("binpack").field(field).build();
    }
}
