package io.argosy.batch.jobs;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.Task;
import io.argosy.planning.Demand;
import io.argosy.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The tasks of a cluster's services that find no room, as what they ask for. A service that misses some said so last
/// of all; a task that waits for its capacity provider counts once that had time to make an instance.
record WaitingServices(ClusterScope scope, ClusterState state) {
    private static final Duration PROVIDERS_TIME = Duration.ofMinutes(1);

    /// How many of a service's tasks are looked at together.
    private static final int MOST_OF_ONE = 10;

    static WaitingServices of(ClusterScope scope) {
        return new WaitingServices(scope, scope.store().read());
    }

    List<Demand> demands(Instant now) {
        return Stream.concat(
                        state.table(Service.KIND).under(Service.BY_STATUS, Service.Status.ACTIVE.name()).stream()
                                .flatMap(this::missing),
                        awaited().filter(task -> !due(task).isAfter(now)).flatMap(this::waiting))
                .toList();
    }

    /// When the next of those that wait for their provider counts.
    Optional<Instant> lookAgain(Instant now) {
        return awaited().map(WaitingServices::due).filter(now::isBefore).findFirst();
    }

    private Stream<AwaitedPlacement> awaited() {
        return state.table(AwaitedPlacement.KIND)
                .inOrder(AwaitedPlacement.IN_ORDER)
                .filter(task -> service(task).isPresent());
    }

    private static Instant due(AwaitedPlacement task) {
        return task.since().plus(PROVIDERS_TIME);
    }

    private Optional<Service> service(AwaitedPlacement awaited) {
        return state.task(awaited.task())
                .map(Task::owner)
                .flatMap(owner -> owner instanceof Owner.OfService of ? state.service(of.service()) : Optional.empty());
    }

    private Stream<Demand> waiting(AwaitedPlacement awaited) {
        return service(awaited)
                .flatMap(this::demand)
                .map(demand -> demand.on(Optional.of(awaited.provider())))
                .stream();
    }

    /// For a daemon no job goes: room elsewhere is none of the instance that it is missing on.
    private Stream<Demand> missing(Service service) {
        boolean said = !service.daemon()
                && state.eventsOf(service.name()).stream()
                        .findFirst()
                        .filter(event -> event.statement().kind() == ServiceEvent.Kind.NO_PLACE)
                        .isPresent();
        long live = state.liveOf(service.name()).stream()
                .filter(task -> task.state().wanted() && ofPrimary(service, task))
                .count();
        long missing = said ? Math.clamp(service.desiredCount() - live, 0, MOST_OF_ONE) : 0;
        return missing == 0
                ? Stream.empty()
                : demand(service).stream().flatMap(demand -> Collections.nCopies((int) missing, demand).stream());
    }

    private static boolean ofPrimary(Service service, Task task) {
        return task.owner() instanceof Owner.OfService of
                && service.primary()
                        .filter(one -> one.id().equals(of.deployment()))
                        .isPresent();
    }

    private Optional<Demand> demand(Service service) {
        return service.primary()
                .flatMap(primary -> scope.account()
                        .read()
                        .taskDefinition(primary.definition())
                        .map(definition -> LaunchRequest.ofService(scope, service, primary, definition, List.of())))
                .map(PreparedLaunch::of)
                .map(PreparedLaunch::demand);
    }
}
