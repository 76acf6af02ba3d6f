package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.shapes.ecs.PlacementStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// Chooses the instance for one task (ecs-semantics 6). Constraints bind, strategies are best effort, and what they
/// leave open is left to chance. The answer does not depend on the order of the loads.
public final class PlacementPlanner {
    private PlacementPlanner() {}

    /// `loads` are all registered instances of the cluster, `strategies` the effective ones (see `Strategies`).
    public static Decision decide(
            Demand demand, Collection<InstanceLoad> loads, List<PlacementStrategy> strategies, RandomGenerator chance) {
        return decide(demand, loads, strategies, load -> load.liveByGroup().getOrDefault(demand.group(), 0), chance);
    }

    /// The same where not the whole group is spread, but the tasks that `peers` counts on an instance.
    public static Decision decide(
            Demand demand,
            Collection<InstanceLoad> loads,
            List<PlacementStrategy> strategies,
            ToIntFunction<InstanceLoad> peers,
            RandomGenerator chance) {
        List<InstanceLoad> candidates = new ArrayList<>();
        for (InstanceLoad load : loads) {
            if (veto(demand, load).isEmpty()) {
                candidates.add(load);
            }
        }
        if (candidates.isEmpty()) {
            return noRoom(demand, loads);
        }
        var chosen = new StrategyChain(strategies, peers, loads).choose(candidates, chance);
        return new Decision.Place(chosen.instance().id());
    }

    private static Decision noRoom(Demand demand, Collection<InstanceLoad> loads) {
        var vetoes = new TreeMap<ContainerInstanceId, Veto>(Comparator.comparing(ContainerInstanceId::value));
        for (InstanceLoad load : loads) {
            veto(demand, load).ifPresent(veto -> vetoes.put(load.instance().id(), veto));
        }
        return new Decision.NoRoom(vetoes);
    }

    /// The first rule of ecs-semantics 6.1 that keeps the task off this instance.
    public static Optional<Veto> veto(Demand demand, InstanceLoad load) {
        return PlacementRules.taking(load.instance())
                .or(() -> PlacementRules.launchType(demand, load.instance()))
                .or(() -> PlacementRules.resources(demand.needs(), load))
                .or(() -> PlacementRules.attributes(demand.requiredAttributes(), load.instance()))
                .or(() -> PlacementRules.constraints(demand, load));
    }

    /// The same for `StartTask`, whose caller chose the instance: constraints and draining do not count (5.6).
    public static Optional<Veto> startVeto(Demand demand, InstanceLoad load) {
        return PlacementRules.registered(load.instance())
                .or(() -> PlacementRules.launchType(demand, load.instance()))
                .or(() -> PlacementRules.resources(demand.needs(), load))
                .or(() -> PlacementRules.attributes(demand.requiredAttributes(), load.instance()));
    }
}
