package io.argosy.model;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run of a task definition. `version` grows with every change a client could see.
public record Task(
        TaskId id,
        TaskDefinitionId definition,
        Owner owner,
        LaunchType launchType,
        Resources needs,
        TaskOverride overrides,
        TaskState state,
        Timeline timeline,
        List<Container> containers,
        List<Tag> tags,
        boolean enableExecuteCommand,
        long version)
        implements Entity {

    public Task {
        containers = List.copyOf(containers);
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return id.value();
    }

    /// The instance it holds resources on; none before placement and after its end.
    public Optional<ContainerInstanceId> on() {
        return switch (state) {
            case TaskState.Provisioning _, TaskState.Stopped _ -> Optional.empty();
            case TaskState.Pending(var on) -> Optional.of(on);
            case TaskState.Running(var on) -> Optional.of(on);
            case TaskState.Stopping stopping -> Optional.of(stopping.on());
        };
    }

    /// The instance it was placed on, its end included.
    public Optional<ContainerInstanceId> placedOn() {
        return state instanceof TaskState.Stopped stopped && stopped.ranOn() instanceof Placement.On(var instance)
                ? Optional.of(instance)
                : on();
    }

    /// The state after `trigger` together with the moments it marks. Only the store's `move` calls this.
    public Task moved(TaskState to, Instant at) {
        Timeline times = switch (to) {
            case TaskState.Provisioning _, TaskState.Pending _ -> timeline;
            case TaskState.Running _ -> timeline.with(Moment.STARTED, at);
            case TaskState.Stopping _ -> timeline.with(Moment.STOPPING, at);
            case TaskState.Stopped _ -> timeline.with(Moment.STOPPING, at).with(Moment.STOPPED, at);
        };
        return new Task(
                id,
                definition,
                owner,
                launchType,
                needs,
                overrides,
                to,
                times,
                to.stopped() ? stopped(containers) : containers,
                tags,
                enableExecuteCommand,
                version + 1);
    }

    /// Nothing of a stopped task runs, whether or not its agent could still say so.
    private static List<Container> stopped(List<Container> containers) {
        return containers.stream()
                .map(container -> container.toBuilder().lastStatus("STOPPED").build())
                .toList();
    }

    /// The same task with fresher containers and times, as its agent reported them.
    public Task reported(List<Container> fresher, Timeline times) {
        return new Task(
                id,
                definition,
                owner,
                launchType,
                needs,
                overrides,
                state,
                times,
                fresher,
                tags,
                enableExecuteCommand,
                version + 1);
    }

    public Task tagged(List<Tag> newTags) {
        return new Task(
                id,
                definition,
                owner,
                launchType,
                needs,
                overrides,
                state,
                timeline,
                containers,
                newTags,
                enableExecuteCommand,
                version);
    }
}
