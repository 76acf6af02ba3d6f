package io.argosy.model;

import java.util.Collection;

/// A registered container instance and what is taken on it: the needs of every task that holds resources there
/// (PENDING, RUNNING, STOPPING), how many of those each task group has, and how many each deployment of a service has
/// that are to go on living, by `Owner.peers`.
public record InstanceLoad(
        ContainerInstance instance,
        Resources used,
        Counts liveByGroup,
        Counts wantedByDeployment,
        int running,
        int pending) {

    public static InstanceLoad empty(ContainerInstance instance) {
        return new InstanceLoad(instance, Resources.NONE, Counts.NONE, Counts.NONE, 0, 0);
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
        return new InstanceLoad(newer, used, liveByGroup, wantedByDeployment, running, pending);
    }

    public InstanceLoad plus(Task task) {
        return counted(task, used.plus(task.needs()), 1);
    }

    public InstanceLoad minus(Task task) {
        return counted(task, used.minus(task.needs()), -1);
    }

    private InstanceLoad counted(Task task, Resources taken, int one) {
        boolean lasting =
                task.owner() instanceof Owner.OfService && task.state().wanted();
        int runs = task.state() instanceof TaskState.Running ? one : 0;
        int waits = task.state() instanceof TaskState.Pending ? one : 0;
        return new InstanceLoad(
                instance,
                taken,
                liveByGroup.plus(task.owner().group(), one),
                lasting ? wantedByDeployment.plus(task.owner().peers(), one) : wantedByDeployment,
                running + runs,
                pending + waits);
    }

    /// How many tasks it has that a spread counts together with one of this owner (ecs-semantics 6.3): those of the
    /// group, or of the same deployment. Those that a roll-out is about to stop hold no place.
    public int peers(Owner owner) {
        return switch (owner) {
            case Owner.Standalone standalone -> liveByGroup.of(standalone.peers());
            case Owner.OfService ofService -> wantedByDeployment.of(ofService.peers());
        };
    }
}
