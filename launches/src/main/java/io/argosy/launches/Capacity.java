package io.argosy.launches;

import io.argosy.model.LaunchType;
import io.argosy.model.Task;
import io.argosy.planning.ProviderStrategy;
import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateServiceRequest;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What tasks are launched on: a launch type, by itself or as that of the capacity providers that `strategy` names.
public record Capacity(LaunchType type, List<CapacityProviderStrategyItem> strategy) {
    public static final Capacity EC2 = of(LaunchType.EC2);

    public Capacity {
        strategy = List.copyOf(strategy);
    }

    public static Capacity of(LaunchType type) {
        return new Capacity(type, List.of());
    }

    /// On providers: those of Fargate, or others, whose instances are the cluster's own.
    public static Capacity of(List<CapacityProviderStrategyItem> strategy) {
        return new Capacity(ClusterProviders.ofFargate(strategy) ? LaunchType.FARGATE : LaunchType.EC2, strategy);
    }

    /// A service that was accepted has one of both.
    public static Capacity of(CreateServiceRequest service) {
        return service.capacityProviderStrategy()
                .map(Capacity::of)
                .orElseGet(() -> of(LaunchType.valueOf(service.launchType().orElseThrow())));
    }

    public boolean fargate() {
        return type == LaunchType.FARGATE;
    }

    /// The provider of one more task beside these.
    public Optional<String> provider(Collection<Task> placed) {
        return strategy.isEmpty()
                ? Optional.empty()
                : Optional.of(ProviderStrategy.next(
                        strategy,
                        name -> placed.stream()
                                .filter(task -> task.capacityProvider().equals(Optional.of(name)))
                                .count()));
    }
}
