package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The registered instances of a cluster as one state has them: a plan asks for those that its tasks are on, that of a
/// daemon for `all`. On a `busy` one live tasks of others than daemons; `zones` are those they are in.
public record Instances(
        Function<ContainerInstanceId, Optional<InstanceLoad>> byId,
        Supplier<Collection<InstanceLoad>> all,
        Predicate<ContainerInstanceId> busy,
        Supplier<Set<String>> zones) {

    /// The availability zones that tasks may be put in.
    public static Set<String> zones(Collection<InstanceLoad> loads) {
        return loads.stream()
                .filter(load -> load.instance().status() == ContainerInstance.Status.ACTIVE)
                .map(ZoneBalance::zone)
                .filter(zone -> !zone.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    Optional<InstanceLoad> load(ContainerInstanceId id) {
        return byId.apply(id);
    }

    boolean draining(ContainerInstanceId id) {
        return load(id).filter(load -> load.instance().status() == ContainerInstance.Status.DRAINING)
                .isPresent();
    }
}
