package io.argosy.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// A registered container instance and what is taken on it: the needs of every task that holds resources there
/// (PENDING, RUNNING, STOPPING), and how many of those each task group has.
public record InstanceLoad(
        ContainerInstance instance, Resources used, Map<String, Integer> liveByGroup, int running, int pending) {

    public InstanceLoad {
        liveByGroup = Map.copyOf(liveByGroup);
    }

    public static InstanceLoad empty(ContainerInstance instance) {
        return new InstanceLoad(instance, Resources.NONE, Map.of(), 0, 0);
    }

    /// With those of these tasks that hold something there.
    public static InstanceLoad of(ContainerInstance instance, Collection<Task> tasks) {
        InstanceLoad load = empty(instance);
        for (Task task : tasks) {
            load = task.on().isPresent() ? load.plus(task) : load;
        }
        return load;
    }

    public InstanceLoad with(ContainerInstance newer) {
        return new InstanceLoad(newer, used, liveByGroup, running, pending);
    }

    public InstanceLoad plus(Task task) {
        return counted(task, used.plus(task.needs()), 1);
    }

    public InstanceLoad minus(Task task) {
        return counted(task, used.minus(task.needs()), -1);
    }

    private InstanceLoad counted(Task task, Resources taken, int one) {
        var groups = new HashMap<>(liveByGroup);
        groups.merge(task.owner().group(), one, (had, more) -> had + more == 0 ? null : had + more);
        int runs = task.state() instanceof TaskState.Running ? one : 0;
        int waits = task.state() instanceof TaskState.Pending ? one : 0;
        return new InstanceLoad(instance, taken, groups, running + runs, pending + waits);
    }
}
