package io.argosy.reconcilers;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import io.argosy.state.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Which services a pass plans: those that commits touched, those whose time has come, those that wait for room when
/// there may be more; and every period all of them, whatever the hints say. One that is planned without need is found
/// at rest.
final class DueServices {
    /// What may end the rest of a service besides a change of itself and time.
    enum WaitsFor {
        NOTHING,
        ROOM,
        /// Its constraints ask what else runs on an instance, so a task that comes may make a place as well.
        COMPANY
    }

    private record Turn(ServiceName service, Instant at) {}

    private static final Comparator<Turn> IN_TIME =
            Comparator.comparing(Turn::at).thenComparing(turn -> turn.service().value());

    private final Duration period;
    private final Set<ServiceName> waitingForRoom = new HashSet<>();
    private final Set<ServiceName> waitingForCompany = new HashSet<>();
    private final Map<ServiceName, Turn> turns = new HashMap<>();
    private final TreeSet<Turn> inTime = new TreeSet<>(IN_TIME);
    private final Set<ServiceName> failing = new HashSet<>();
    private Set<ContainerInstanceId> draining = new HashSet<>();
    private Optional<Instant> lastFull = Optional.empty();

    DueServices(Duration period) {
        this.period = period;
    }

    /// In the order of their names, daemons first: their tasks have the first room of an instance (ecs-semantics 7.7).
    List<ServiceName> of(ClusterState state, Touched touched, Instant now) {
        Set<ServiceName> due = touched.everything() || fullIsDue(now) ? all(state, now) : some(state, touched);
        while (!inTime.isEmpty() && !now.isBefore(inTime.first().at())) {
            ServiceName service = inTime.first().service();
            forget(service);
            due.add(service);
        }
        due.removeAll(failing);
        return due.stream()
                .sorted(Comparator.comparing((ServiceName name) -> !daemon(state, name))
                        .thenComparing(ServiceName::value))
                .toList();
    }

    private static boolean daemon(ClusterState state, ServiceName name) {
        return state.service(name).filter(Service::daemon).isPresent();
    }

    private boolean fullIsDue(Instant now) {
        return lastFull.filter(last -> !now.isBefore(last) && now.isBefore(last.plus(period)))
                .isEmpty();
    }

    private Set<ServiceName> all(ClusterState state, Instant now) {
        lastFull = Optional.of(now);
        draining = new HashSet<>();
        for (InstanceLoad load : state.loads()) {
            if (drains(load)) {
                draining.add(load.instance().id());
            }
        }
        Set<ServiceName> known = new HashSet<>();
        state.services().forEach(service -> known.add(service.name()));
        List<ServiceName> gone = Stream.of(turns.keySet(), waitingForRoom, waitingForCompany)
                .flatMap(Collection::stream)
                .filter(service -> !known.contains(service))
                .toList();
        gone.forEach(this::forget);
        return known;
    }

    private Set<ServiceName> some(ClusterState state, Touched touched) {
        Set<ServiceName> due = new HashSet<>(touched.services());
        for (ContainerInstanceId instance : touched.instances()) {
            boolean drains = state.load(instance).filter(DueServices::drains).isPresent();
            if (drains ? draining.add(instance) : draining.remove(instance)) {
                due.addAll(servicesOn(instance, state));
            }
        }
        if (touched.roomGrew()) {
            due.addAll(waitingForRoom);
        }
        if (!touched.instances().isEmpty()) {
            due.addAll(waitingForCompany);
        }
        return due;
    }

    private static boolean drains(InstanceLoad load) {
        return load.instance().status() == ContainerInstance.Status.DRAINING;
    }

    private static List<ServiceName> servicesOn(ContainerInstanceId instance, ClusterState state) {
        return state.liveOn(instance).stream()
                .map(Task::owner)
                .flatMap(owner -> owner instanceof Owner.OfService(var service, var _)
                        ? Stream.of(service)
                        : Stream.<ServiceName>empty())
                .toList();
    }

    /// Nothing is to be done for it until then, unless what it waits for comes first.
    void rests(ServiceName service, WaitsFor what, Optional<Instant> until) {
        forget(service);
        until.ifPresent(at -> turn(new Turn(service, at)));
        switch (what) {
            case NOTHING -> {}
            case ROOM -> waitingForRoom.add(service);
            case COMPANY -> waitingForCompany.add(service);
        }
    }

    /// Looking after it failed: it is left alone until then, whatever happens, so that it does not hold up the others.
    void fails(ServiceName service, Instant until) {
        forget(service);
        turn(new Turn(service, until));
        failing.add(service);
    }

    private void turn(Turn turn) {
        turns.put(turn.service(), turn);
        inTime.add(turn);
    }

    void forget(ServiceName service) {
        Optional.ofNullable(turns.remove(service)).ifPresent(inTime::remove);
        failing.remove(service);
        waitingForRoom.remove(service);
        waitingForCompany.remove(service);
    }

    /// When time alone makes one due. All of them are once a period, with whatever pass comes then.
    Optional<Instant> nextTurn() {
        return inTime.stream().findFirst().map(Turn::at);
    }
}
