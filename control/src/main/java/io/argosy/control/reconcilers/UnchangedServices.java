package io.argosy.control.reconcilers;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Which services a pass need not plan again: those found at rest, while all that led to it is the very same and no
/// time they named has come. It only saves work; a forgotten service is planned, and found at rest once more.
final class UnchangedServices {
    /// `wantsRoom` tells a service that waits for an instance: it is looked at whenever room may have changed.
    record Rest(Service service, List<Task> tasks, boolean wantsRoom, Optional<Instant> until) {}

    private final Map<ServiceName, Rest> resting = new HashMap<>();
    private final Map<ServiceName, Instant> failing = new HashMap<>();
    private List<InstanceLoad> room = List.of();
    private Set<ContainerInstanceId> draining = Set.of();
    private boolean roomChanged;

    /// A pass begins, and finds this room.
    void on(List<InstanceLoad> nowThere) {
        roomChanged = !sameObjects(room, nowThere);
        if (roomChanged) {
            Set<ContainerInstanceId> nowDraining = draining(nowThere);
            if (!nowDraining.equals(draining)) {
                resting.clear();
            }
            room = nowThere;
            draining = nowDraining;
        }
    }

    private static Set<ContainerInstanceId> draining(List<InstanceLoad> loads) {
        Set<ContainerInstanceId> ids = new HashSet<>();
        for (InstanceLoad load : loads) {
            if (load.instance().status() == ContainerInstance.Status.DRAINING) {
                ids.add(load.instance().id());
            }
        }
        return ids;
    }

    boolean needs(Service service, List<Task> tasks, Instant now) {
        Instant leftAloneUntil = failing.get(service.name());
        if (leftAloneUntil != null) {
            return !now.isBefore(leftAloneUntil);
        }
        Rest rest = resting.get(service.name());
        return rest == null
                || !sameObjects(List.of(rest.service()), List.of(service))
                || !sameObjects(rest.tasks(), tasks)
                || (rest.wantsRoom() && roomChanged)
                || rest.until().filter(until -> !now.isBefore(until)).isPresent();
    }

    void rests(Rest rest) {
        resting.put(rest.service().name(), rest);
    }

    void wake(ServiceName name) {
        resting.remove(name);
        failing.remove(name);
    }

    /// Looking after it failed: it is left alone until then, whatever happens, so that it does not hold up the others.
    void fails(ServiceName name, Instant until) {
        failing.put(name, until);
    }

    void forgetAllBut(Collection<ServiceName> known) {
        resting.keySet().retainAll(known);
        failing.keySet().retainAll(known);
    }

    Optional<Instant> nextTurn() {
        return Stream.concat(
                        resting.values().stream().flatMap(rest -> rest.until().stream()), failing.values().stream())
                .min(Instant::compareTo);
    }

    /// State shares what did not change, so the same objects are the same content.
    @SuppressWarnings("ReferenceEquality")
    static <T> boolean sameObjects(List<T> one, List<T> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }
}
