package io.argosy.planning;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Service;
import io.argosy.model.Task;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Where a DAEMON service is to have a task each (ecs-semantics 7.7): `wanted` are the ACTIVE instances that meet
/// attributes and constraints of its tasks, in the order in which they registered; `free` are those of them without
/// a live one. An instance that cannot be asked now, as its agent is away, is not waited for; a task that it has
/// stays. One that drains keeps its task until those of others are gone.
public record DaemonHosts(Set<ContainerInstanceId> wanted, List<ContainerInstanceId> free) {
    public DaemonHosts {
        wanted = Collections.unmodifiableSet(new LinkedHashSet<>(wanted));
        free = List.copyOf(free);
    }

    /// Nothing for a service that is no daemon. What its `tasks` are to be like is not known where their definition is
    /// gone: then they stay where they are.
    static Optional<DaemonHosts> of(Service service, Collection<Task> tasks, ServiceContext context) {
        if (!service.daemon()) {
            return Optional.empty();
        }
        Set<ContainerInstanceId> taken =
                tasks.stream().flatMap(task -> task.on().stream()).collect(Collectors.toSet());
        return Optional.of(service.primary()
                .flatMap(primary -> context.demands().apply(service, primary))
                .map(demand -> of(demand, context.instances(), taken))
                .orElseGet(() -> new DaemonHosts(taken, List.of())));
    }

    private static DaemonHosts of(Demand demand, Instances instances, Set<ContainerInstanceId> taken) {
        Set<ContainerInstanceId> wanted = instances.all().get().stream()
                .sorted(PlacementPlanner.BY_REGISTRATION)
                .filter(load -> fits(demand, load))
                .filter(load -> stays(load.instance(), instances, taken))
                .map(load -> load.instance().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return new DaemonHosts(
                wanted, wanted.stream().filter(id -> !taken.contains(id)).toList());
    }

    /// How many a new daemon finds.
    public static int count(Demand demand, Collection<InstanceLoad> loads) {
        return (int) loads.stream()
                .filter(load -> fits(demand, load)
                        && PlacementRules.taking(load.instance()).isEmpty())
                .count();
    }

    private static boolean fits(Demand demand, InstanceLoad load) {
        return PlacementRules.launchType(demand, load.instance()).isEmpty()
                && PlacementRules.attributes(demand.requiredAttributes(), load.instance())
                        .isEmpty()
                && demand.memberOf().stream().allMatch(expression -> expression.matches(load));
    }

    private static boolean stays(ContainerInstance instance, Instances instances, Set<ContainerInstanceId> taken) {
        boolean has = taken.contains(instance.id());
        return switch (instance.status()) {
            case ACTIVE -> has || PlacementRules.taking(instance).isEmpty();
            case DRAINING -> has && instances.busy().test(instance.id());
            case INACTIVE -> false;
        };
    }

    /// Whether a task there has to go.
    boolean left(ContainerInstanceId on) {
        return !wanted.contains(on);
    }
}
