package io.argosy.planning;

import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/// A chain of strategies at work for one placement: each narrows the candidates the ones before it left
/// (ecs-semantics 6.3). A spread counts the peers of the task everywhere, also where there is no room for more;
/// a later attribute counts within each value of the earlier ones. Candidates and loads are in the order in which they
/// registered; chance draws the number of one of them.
final class StrategyChain {
    private final List<Strategy> chain;
    private final ToIntFunction<InstanceLoad> peers;
    private final Collection<InstanceLoad> loads;

    StrategyChain(List<Strategy> strategies, Owner owner, Collection<InstanceLoad> loads) {
        this.chain = List.copyOf(strategies);
        this.peers = load -> load.peers(owner);
        this.loads = loads;
    }

    InstanceLoad choose(List<InstanceLoad> candidates, RandomGenerator chance) {
        List<InstanceLoad> left = candidates;
        List<Strategy.SpreadOver> spreads = new ArrayList<>();
        for (Strategy preference : chain) {
            if (preference instanceof Strategy.SpreadOver spread) {
                spreads.add(spread);
            }
            left = switch (preference) {
                case Strategy.AnyOne _ -> List.of(drawn(left, chance));
                case Strategy.SpreadOver _ -> least(left, onSamePath(spreads));
                case Strategy.SpreadOverInstances _ -> least(left, peers);
                case Strategy.PackCpu _ -> least(left, Strategy.PackCpu::free);
                case Strategy.PackMemory _ -> least(left, Strategy.PackMemory::free);
            };
        }
        return drawn(left, chance);
    }

    private static InstanceLoad drawn(List<InstanceLoad> left, RandomGenerator chance) {
        return left.size() == 1 ? left.getFirst() : left.get(chance.nextInt(left.size()));
    }

    private ToIntFunction<InstanceLoad> onSamePath(List<Strategy.SpreadOver> spreads) {
        Map<Object, Integer> counts = new HashMap<>();
        for (InstanceLoad load : loads) {
            counts.merge(path(spreads, load), peers.applyAsInt(load), Integer::sum);
        }
        return load -> counts.getOrDefault(path(spreads, load), 0);
    }

    /// The values of the spreads so far, as a key; a single one, the usual case, is its own.
    private static Object path(List<Strategy.SpreadOver> spreads, InstanceLoad load) {
        return spreads.size() == 1
                ? spreads.getFirst().value(load.instance())
                : spreads.stream().map(spread -> spread.value(load.instance())).toList();
    }

    private static List<InstanceLoad> least(List<InstanceLoad> candidates, ToIntFunction<InstanceLoad> measure) {
        List<InstanceLoad> best = new ArrayList<>();
        int least = Integer.MAX_VALUE;
        for (InstanceLoad candidate : candidates) {
            int measured = measure.applyAsInt(candidate);
            if (measured < least) {
                least = measured;
                best.clear();
            }
            if (measured == least) {
                best.add(candidate);
            }
        }
        return best;
    }
}
