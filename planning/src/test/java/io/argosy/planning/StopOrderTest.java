package io.argosy.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.DeploymentId;
import io.argosy.model.InstanceLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class StopOrderTest {
    @Test
    void spreadTakesFromTheFullestValueAndCountsWhatIsAlreadyChosen() {
        var loads = List.of(
                Loads.instance(1).zone("a").build(),
                Loads.instance(2).zone("a").build(),
                Loads.instance(3).zone("b").build());

        assertThat(chosen(List.of(1, 1, 1, 2, 3, 3), loads, Strategies.ofService(List.of()), 4, 1))
                .containsExactly(1, 1, 3, 1);
    }

    @Test
    void binpackTakesWhereMostRoomWouldBeLeft() {
        var loads = List.of(
                Loads.instance(1).has(1000, 8000).uses(900, 1000).build(),
                Loads.instance(2).has(1000, 8000).uses(100, 7000).build(),
                Loads.instance(3).has(1000, 8000).uses(64, 7000).build());

        assertThat(chosen(List.of(1, 2, 2, 3), loads, List.of(new Strategy.PackCpu()), 3, 1))
                .containsExactly(3, 2, 2);
        assertThat(chosen(List.of(1, 2, 2, 3), loads, List.of(new Strategy.PackMemory()), 1, 1))
                .containsExactly(1);
    }

    @Test
    void tiesAndRandomAreLeftToChance() {
        var loads = List.of(Loads.instance(1).build(), Loads.instance(2).build());
        var byRandom = new TreeSet<Integer>();
        var byTie = new TreeSet<Integer>();

        for (int seed = 0; seed < 40; seed++) {
            byRandom.addAll(chosen(List.of(1, 1, 1, 2), loads, List.of(new Strategy.AnyOne()), 1, seed));
            byTie.addAll(chosen(List.of(1, 2), loads, List.of(new Strategy.SpreadOverInstances()), 1, seed));
        }

        assertThat(byRandom).containsExactly(1, 2);
        assertThat(byTie).containsExactly(1, 2);
    }

    /// The instances the chosen tasks run on, in the order they were chosen.
    private static List<Integer> chosen(
            List<Integer> instances, List<InstanceLoad> loads, List<Strategy> strategies, int count, int seed) {
        var stage = new Stage(0, 100, 200);
        instances.forEach(instance -> stage.add(new DeploymentId(1), Loads.id(instance)));
        List<ServiceTask> left = new ArrayList<>(stage.tasks.values().stream()
                .map(task -> new ServiceTask(task, HealthStage.HEALTHY, false, false, false))
                .toList());
        var stopOrder = new StopOrder(strategies, stage.tasks.values(), Loads.instances(loads), Seeds.of(seed));
        List<Integer> chosen = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServiceTask next = stopOrder.next(left);
            left.remove(next);
            chosen.add(Integer.parseInt(next.task().on().orElseThrow().value(), 16));
        }
        return chosen;
    }
}
