package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceEvent.Kind;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.Task;
import io.argosy.planning.query.AttributeLookup;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Availability Zone rebalancing (ecs-semantics 7.14): a service at rest with two tasks more in one zone than in
/// another gets one more where there are fewest, and gives up one where there are most once that is good. One at a
/// time, within its percents, and only if an instance there has room: nothing is stopped for what cannot be started.
final class ZoneBalance {
    static final String ZONE = "ecs.availability-zone";
    private static final String FIELD = AttributeLookup.PREFIX + ZONE;

    private final Service service;
    private final LiveTasks live;
    private final DeploymentLimits limits;
    private final ServiceContext context;

    private ZoneBalance(Service service, LiveTasks live, DeploymentLimits limits, ServiceContext context) {
        this.service = service;
        this.live = live;
        this.limits = limits;
        this.context = context;
    }

    /// Nothing where it is not wished, or not to be had.
    static Optional<ZoneBalance> of(Service service, LiveTasks live, DeploymentLimits limits, ServiceContext context) {
        return Optional.of(new ZoneBalance(service, live, limits, context))
                .filter(_ -> wished(service))
                .filter(_ -> limits.maxRunning() > limits.desired() && limits.desired() > 1);
    }

    private static boolean wished(Service service) {
        var asked = service.configuration();
        boolean spread = asked.placementStrategy().orElse(List.of()).stream()
                .findFirst()
                .map(first -> first.field().equals(Optional.of(FIELD)))
                .orElse(true);
        return asked.availabilityZoneRebalancing().filter("ENABLED"::equals).isPresent()
                && !service.daemon()
                && asked.capacityProviderStrategy().isEmpty()
                && spread
                && asked.launchType().filter("EXTERNAL"::equals).isEmpty()
                && asked.placementConstraints().orElse(List.of()).stream()
                        .flatMap(constraint -> constraint.expression().stream())
                        .noneMatch(text -> text.contains(ZONE));
    }

    /// Where one more task would make it more even; asked of a service at rest. Whoever has a task without a zone is
    /// left alone.
    Optional<ContainerInstanceId> next() {
        Map<String, Integer> counts = counts(live.staying());
        int most = Collections.max(counts.values());
        Set<String> emptier = counts.entrySet().stream()
                .filter(zone -> zone.getValue() <= most - 2)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        if (emptier.isEmpty() || counts.containsKey("") || !movable(counts, most)) {
            return Optional.empty();
        }
        List<InstanceLoad> loads = context.instances().all().get().stream()
                .filter(load -> emptier.contains(zone(load)))
                .toList();
        return service.primary()
                .flatMap(primary -> context.demands().apply(service, primary))
                .map(demand -> PlacementPlanner.decide(
                        demand,
                        loads,
                        Strategies.ofService(
                                service.configuration().placementStrategy().orElse(List.of())),
                        context.chance()))
                .flatMap(decision -> decision instanceof Decision.Place(var on) ? Optional.of(on) : Optional.empty());
    }

    /// A task that is not protected is where there are most.
    private boolean movable(Map<String, Integer> counts, int most) {
        return live.staying().stream()
                .anyMatch(
                        serviceTask -> !serviceTask.kept() && counts.getOrDefault(zone(serviceTask.task()), 0) == most);
    }

    /// Whether the one task too many was started for this, and is waited for.
    boolean awaited() {
        List<ServiceTask> staying = live.staying();
        List<ServiceTask> unproven = staying.stream()
                .filter(serviceTask -> !serviceTask.is(HealthStage.HEALTHY))
                .toList();
        if (staying.size() != limits.desired() + 1 || unproven.size() != 1) {
            return false;
        }
        Map<String, Integer> others = counts(staying.stream()
                .filter(serviceTask -> serviceTask.is(HealthStage.HEALTHY))
                .toList());
        return others.getOrDefault(zone(unproven.getFirst().task()), 0) <= Collections.max(others.values()) - 2;
    }

    /// Whether what is too many now is so by this.
    boolean surplus(Collection<ServiceEvent> said) {
        return live.staying().size() == limits.desired() + 1
                && live.count(ServiceTask::leaving) == 0
                && announced(said);
    }

    /// What is to be said, once: that it begins, that it is done, or that it goes no further.
    Optional<Statement> news(Collection<ServiceEvent> said, boolean settled, Optional<ContainerInstanceId> next) {
        boolean begun = announced(said);
        if (next.isPresent()) {
            return Optional.of(ServiceEvents.unbalanced(service.name(), told())).filter(_ -> !begun);
        }
        if (!begun || !(settled || LiveTasks.rollingOut(service))) {
            return Optional.empty();
        }
        return Optional.of(
                settled && even()
                        ? ServiceEvents.balanced(service.name(), told())
                        : ServiceEvents.rebalancingStopped(service.name()));
    }

    private boolean even() {
        Collection<Integer> counts = counts(live.staying()).values();
        return Collections.max(counts) - Collections.min(counts) < 2;
    }

    private static boolean announced(Collection<ServiceEvent> said) {
        return said.stream()
                .map(event -> event.statement().kind())
                .filter(kind -> kind == Kind.REBALANCING_STARTED
                        || kind == Kind.REBALANCING_COMPLETED
                        || kind == Kind.REBALANCING_STOPPED)
                .findFirst()
                .filter(kind -> kind == Kind.REBALANCING_STARTED)
                .isPresent();
    }

    private String told() {
        return counts(live.staying()).entrySet().stream()
                .map(zone -> zone.getValue() + " tasks in " + zone.getKey())
                .collect(Collectors.joining(", "));
    }

    private Map<String, Integer> counts(List<ServiceTask> tasks) {
        Map<String, Integer> counts = new TreeMap<>();
        context.instances().zones().get().forEach(zone -> counts.put(zone, 0));
        tasks.forEach(serviceTask -> counts.merge(zone(serviceTask.task()), 1, Integer::sum));
        return counts;
    }

    private String zone(Task task) {
        return task.on()
                .flatMap(context.instances()::load)
                .map(ZoneBalance::zone)
                .orElse("");
    }

    static String zone(InstanceLoad load) {
        return AttributeLookup.value(load.instance(), ZONE).orElse("");
    }
}
