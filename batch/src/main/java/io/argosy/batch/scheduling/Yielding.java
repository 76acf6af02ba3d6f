package io.argosy.batch.scheduling;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Task;
import io.argosy.planning.Demand;
import io.argosy.planning.PlacementPlanner;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which tasks of jobs give way to those of services that find no room: the youngest, and no more than it takes.
/// `stop` are to be stopped; `reserved` says whether there is room, or will be, that services wait for.
public record Yielding(List<Task> stop, boolean reserved) {
    public static final Yielding NOTHING = new Yielding(List.of(), false);

    public Yielding {
        stop = List.copyOf(stop);
    }

    /// `waiting` is what one task of a service each asks for, `loads` are the cluster's instances, without what is
    /// stopping already. A task of a service that would have no room even without jobs changes nothing.
    public static Yielding of(List<Demand> waiting, Collection<InstanceLoad> loads, List<Task> youngestFirst) {
        Map<ContainerInstanceId, InstanceLoad> now = new HashMap<>();
        loads.forEach(load -> now.put(load.instance().id(), load));
        List<Task> left = new ArrayList<>(youngestFirst);
        List<Task> stop = new ArrayList<>();
        boolean reserved = false;
        for (Demand demand : waiting) {
            Optional<Room> room = now.values().stream()
                    .filter(load -> PlacementPlanner.veto(demand, load).isEmpty())
                    .findFirst()
                    .map(load -> new Room(load, List.of()))
                    .or(() -> made(demand, now, left));
            if (room.isPresent()) {
                reserved = true;
                stop.addAll(room.get().stopped());
                left.removeAll(room.get().stopped());
                now.put(room.get().load().instance().id(), taken(room.get().load(), demand));
            }
        }
        return new Yielding(stop, reserved);
    }

    /// An instance that can take the task once these are stopped.
    private record Room(InstanceLoad load, List<Task> stopped) {}

    /// One after the other is thought away until an instance can take the task; those of other instances stay.
    private static Optional<Room> made(
            Demand demand, Map<ContainerInstanceId, InstanceLoad> now, List<Task> youngestFirst) {
        Map<ContainerInstanceId, Room> freed = new HashMap<>();
        for (Task task : youngestFirst) {
            ContainerInstanceId on = task.on().orElseThrow();
            InstanceLoad load = now.get(on);
            if (load != null) {
                Room before = freed.getOrDefault(on, new Room(load, List.of()));
                List<Task> stopped = new ArrayList<>(before.stopped());
                stopped.add(task);
                var room = new Room(before.load().minus(task), stopped);
                if (PlacementPlanner.veto(demand, room.load()).isEmpty()) {
                    return Optional.of(room);
                }
                freed.put(on, room);
            }
        }
        return Optional.empty();
    }

    /// With the task that is about to come.
    private static InstanceLoad taken(InstanceLoad load, Demand demand) {
        return new InstanceLoad(
                load.instance(),
                load.used().plus(demand.needs()),
                load.liveByGroup().plus(demand.group(), 1),
                load.wantedByDeployment().plus(demand.owner().peers(), 1),
                load.running(),
                load.pending() + 1);
    }
}
