package io.argosy.planning.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Resources;
import io.argosy.planning.Decision;
import io.argosy.planning.Demand;
import io.argosy.planning.Loads;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.Strategies;
import io.argosy.planning.Strategy;
import io.argosy.planning.query.Expression;
import io.argosy.planning.query.InvalidExpression;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PlacementIndexTest {
    private enum Outcome {
        PLACED,
        NO_ROOM
    }

    /// Whatever becomes of a fleet, and whatever is asked of it: the same instance, drawn by the same chance, or the
    /// same reason from the same instance, as by looking at all of them.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5})
    void decidesAsTheOneThatAsksEveryInstance(long seed) throws InvalidExpression {
        var random = new Random(seed);
        var fleet = new Fleet(random);
        var index = new PlacementIndex();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);

        for (int step = 0; step < 4_000; step++) {
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                follow(index, fleet, fleet.change());
            }
            Demand demand = fleet.demand();
            List<Strategy> strategies = Strategies.ofTask(fleet.strategies());

            Decision expected = PlacementPlanner.decide(demand, fleet.loads(), strategies, new Random(step));
            Decision decided = index.decide(demand, strategies, new Random(step));

            assertThat(decided)
                    .as("step %s: %s by %s", step, demand, strategies)
                    .isEqualTo(expected);
            outcomes.merge(expected instanceof Decision.Place ? Outcome.PLACED : Outcome.NO_ROOM, 1, Integer::sum);
        }

        assertThat(outcomes)
                .hasSize(2)
                .allSatisfy((_, count) -> assertThat(count).isGreaterThan(500));
    }

    private static void follow(PlacementIndex index, Fleet fleet, ContainerInstanceId id) {
        fleet.loads().stream()
                .filter(load -> load.instance().id().equals(id))
                .findFirst()
                .ifPresentOrElse(index::put, () -> index.remove(id));
    }

    /// More of everything than it remembers at a time.
    @Test
    void remembersNoMoreThanItMayAndStaysRight() throws InvalidExpression {
        var index = new PlacementIndex();
        List<InstanceLoad> loads = List.of(
                Loads.instance(1).with("n", "1").zone("a").build(),
                Loads.instance(2).with("n", "2").zone("b").uses(700, 0).build());
        loads.forEach(index::put);

        for (int i = 0; i < 3_000; i++) {
            var demand = new Demand(
                    new Owner.Standalone("family:f" + i, ""),
                    new Resources(1 + i % 2_000, 1, Set.of(1_000 + i % 500), Set.of()),
                    Set.of("n"),
                    true,
                    List.of(Expression.parse("attribute:n != x" + i)),
                    false,
                    Optional.empty());
            List<Strategy> strategies =
                    List.of(new Strategy.SpreadOver("a" + i % 40), new Strategy.SpreadOverInstances());

            assertThat(index.decide(demand, strategies, new Random(i)))
                    .isEqualTo(PlacementPlanner.decide(demand, loads, strategies, new Random(i)));
        }
    }

    @Test
    void anEmptyClusterHasNobodyToAsk() {
        var demand = new Demand(
                new Owner.Standalone("family:f", ""),
                Resources.NONE,
                Set.of(),
                false,
                List.of(),
                false,
                Optional.empty());

        assertThat(new PlacementIndex().decide(demand, List.of(), new Random(1)))
                .isEqualTo(PlacementPlanner.decide(demand, List.of(), List.of(), new Random(1)));
    }
}
