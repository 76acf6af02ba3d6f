package io.argosy.planning;

import io.argosy.model.InstanceLoad;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Chooses the instance for one task (ecs-semantics 6) by asking every one of them. Constraints bind, strategies are
/// best effort, and what they leave open is left to chance. The answer does not depend on the order of the loads.
/// `index.PlacementIndex` gives the same answers faster; this is what they are held against.
public final class PlacementPlanner {
    /// Instances in the order in which they registered: the draw and the closest match go by it, because an index that
    /// follows a cluster only ever adds at the end.
    public static final Comparator<InstanceLoad> BY_REGISTRATION = Comparator.comparing(
                    (InstanceLoad load) -> load.instance().registeredAt())
            .thenComparing(load -> load.instance().id().value());

    private PlacementPlanner() {}

    /// `loads` are all registered instances of the cluster, `strategies` the effective ones (see `Strategies`).
    public static Decision decide(
            Demand demand, Collection<InstanceLoad> loads, List<Strategy> strategies, RandomGenerator chance) {
        List<InstanceLoad> inOrder = loads.stream().sorted(BY_REGISTRATION).toList();
        List<InstanceLoad> candidates = new ArrayList<>();
        for (InstanceLoad load : inOrder) {
            if (veto(demand, load).isEmpty()) {
                candidates.add(load);
            }
        }
        if (candidates.isEmpty()) {
            return new Decision.NoRoom(closest(demand, inOrder));
        }
        var chosen = new StrategyChain(strategies, demand.owner(), inOrder).choose(candidates, chance);
        return new Decision.Place(chosen.instance().id());
    }

    /// Of instances that cannot take the task the one that came furthest through the rules; of those the one that lacks
    /// least, then the one that registered first. `loads` are in that order.
    public static Optional<Decision.Closest> closest(Demand demand, Collection<InstanceLoad> loads) {
        return loads.stream()
                .flatMap(load ->
                        veto(demand, load)
                                .map(veto ->
                                        new Decision.Closest(load.instance().id(), veto))
                                .stream())
                .min(Comparator.comparing(
                        Decision.Closest::veto,
                        Comparator.comparingInt(Veto::step).reversed().thenComparingLong(Veto::lacking)));
    }

    /// The first rule of ecs-semantics 6.1 that keeps the task off this instance.
    public static Optional<Veto> veto(Demand demand, InstanceLoad load) {
        return PlacementRules.provider(demand, load.instance())
                .or(() -> PlacementRules.taking(load.instance()))
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
