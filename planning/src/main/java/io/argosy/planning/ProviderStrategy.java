package io.argosy.planning;

import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;

/// Which capacity provider a task is of (ecs-semantics 9.2): the one with a base until it has that many, then each in
/// proportion to its weight.
public final class ProviderStrategy {
    private static final int MOST = 20;

    private ProviderStrategy() {}

    /// What is wrong with a strategy, in ECS's words (1.4).
    public static Optional<String> refusal(List<CapacityProviderStrategyItem> strategy) {
        if (strategy.size() > MOST) {
            return Optional.of("The specified capacity provider strategy can have at most " + MOST + " items.");
        }
        Set<String> names = new HashSet<>();
        for (CapacityProviderStrategyItem item : strategy) {
            if (!names.add(item.capacityProvider())) {
                return Optional.of("The specified capacity provider strategy cannot contain duplicate capacity"
                        + " providers. Remove the duplicate and try again.");
            }
        }
        if (strategy.stream().filter(item -> base(item) > 0).count() > 1) {
            return Optional.of("There are multiple capacity providers in the specified capacity provider strategy with"
                    + " a base value defined. Specify a base for one of them and try again.");
        }
        if (strategy.size() > 1 && strategy.stream().allMatch(item -> weight(item) == 0)) {
            return Optional.of("There are no capacity providers in the capacity provider strategy with a weight value"
                    + " greater than zero. Specify a weight value greater than zero and try again.");
        }
        return Optional.empty();
    }

    /// Of one more task; `placed` is how many there are of a provider.
    public static String next(List<CapacityProviderStrategyItem> strategy, ToLongFunction<String> placed) {
        return strategy.stream()
                .filter(item -> placed.applyAsLong(item.capacityProvider()) < base(item))
                .findFirst()
                .or(() -> strategy.stream()
                        .filter(item -> weight(item) > 0)
                        .min(Comparator.comparingDouble(item -> share(item, placed))))
                .orElseGet(strategy::getFirst)
                .capacityProvider();
    }

    private static double share(CapacityProviderStrategyItem item, ToLongFunction<String> placed) {
        return (double) (placed.applyAsLong(item.capacityProvider()) - base(item) + 1) / weight(item);
    }

    private static int base(CapacityProviderStrategyItem item) {
        return item.base().orElse(0);
    }

    private static int weight(CapacityProviderStrategyItem item) {
        return item.weight().orElse(0);
    }
}
