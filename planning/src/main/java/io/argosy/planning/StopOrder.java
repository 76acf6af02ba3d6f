package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Which of a service's tasks to stop next (ecs-semantics 6.3): the one in the fullest place, or the one whose
/// instance would be left with most room; then by the next strategy, then by chance. Each choice counts as gone
/// for the ones after it.
final class StopOrder {
    /// A number several tasks share: how many are in one place, or what is free on one instance.
    private static final class Tally {
        private long value;
    }

    /// One strategy's view of one task: the higher, the sooner it goes. Going changes the tally by `change`.
    private record Measure(Tally tally, long own, long change) {
        long value() {
            return tally.value + own;
        }
    }

    private final List<Strategy> chain;
    private final Instances instances;
    private final RandomGenerator chance;
    private final Map<List<Object>, Tally> tallies = new HashMap<>();
    private final Map<Task, List<Measure>> measures = new IdentityHashMap<>();
    private final Collection<Task> live;

    /// `live` are all tasks of the service that would go on living. They are measured once one of them has to go: most
    /// plans stop nothing.
    StopOrder(List<Strategy> strategies, Collection<Task> live, Instances instances, RandomGenerator chance) {
        this.chain = List.copyOf(strategies);
        this.instances = instances;
        this.chance = chance;
        this.live = live;
    }

    private List<Measure> measured(Task task) {
        Optional<InstanceLoad> load = task.on().map(instances.byId()::get);
        Optional<ContainerInstance> instance = load.map(InstanceLoad::instance);
        List<Measure> measured = new ArrayList<>();
        List<Object> path = new ArrayList<>();
        for (Strategy preference : chain) {
            switch (preference) {
                case Strategy.AnyOne _ -> measured.add(new Measure(new Tally(), chance.nextInt(Integer.MAX_VALUE), 0));
                case Strategy.SpreadOver spread -> {
                    path.add(preference);
                    path.add(instance.map(spread::value).orElse(""));
                    measured.add(counted(List.copyOf(path)));
                }
                case Strategy.SpreadOverInstances _ -> measured.add(counted(List.of("tasks", task.on())));
                case Strategy.PackCpu _ ->
                    measured.add(freed(
                            List.of("cpu", task.on()),
                            load.map(PlacementRules::freeCpu),
                            task.needs().cpu()));
                case Strategy.PackMemory _ ->
                    measured.add(freed(
                            List.of("memory", task.on()),
                            load.map(PlacementRules::freeMemory),
                            task.needs().memoryMib()));
            }
        }
        return measured;
    }

    private Measure counted(List<Object> place) {
        Tally tally = tallies.computeIfAbsent(place, _ -> new Tally());
        tally.value++;
        return new Measure(tally, 0, -1);
    }

    private Measure freed(List<Object> place, Optional<Integer> free, int needs) {
        Tally tally = tallies.computeIfAbsent(place, _ -> {
            var fresh = new Tally();
            fresh.value = free.orElse(0);
            return fresh;
        });
        return new Measure(tally, needs, needs);
    }

    /// Takes one of `candidates`, all of them live.
    ServiceTask next(List<ServiceTask> candidates) {
        if (measures.isEmpty()) {
            live.forEach(task -> measures.put(task, measured(task)));
        }
        List<ServiceTask> left = candidates;
        for (int level = 0; level < chain.size() && left.size() > 1; level++) {
            left = highest(left, level);
        }
        ServiceTask chosen =
                RandomPick.draw(left, serviceTask -> serviceTask.task().id().value(), chance);
        gone(chosen.task());
        return chosen;
    }

    private List<ServiceTask> highest(List<ServiceTask> candidates, int level) {
        List<ServiceTask> best = new ArrayList<>();
        long highest = Long.MIN_VALUE;
        for (ServiceTask candidate : candidates) {
            long value = of(candidate.task()).get(level).value();
            if (value > highest) {
                highest = value;
                best.clear();
            }
            if (value == highest) {
                best.add(candidate);
            }
        }
        return best;
    }

    private void gone(Task task) {
        for (Measure measure : of(task)) {
            measure.tally().value += measure.change();
        }
    }

    private List<Measure> of(Task task) {
        return measures.getOrDefault(task, List.of());
    }
}
