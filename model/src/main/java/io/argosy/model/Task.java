package io.argosy.model;

import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// One run of a task definition. `checked` are the containers whose health checks say whether it is good; without any,
/// time does. `capacityProvider` is the one its strategy chose; without a strategy there is none. `version` grows with
/// every change a client could see.
public record Task(
        TaskId id,
        TaskDefinitionId definition,
        Owner owner,
        LaunchType launchType,
        Optional<String> capacityProvider,
        Resources needs,
        TaskOverride overrides,
        TaskState state,
        TaskTimestamps timeline,
        List<Container> containers,
        List<Tag> tags,
        boolean enableExecuteCommand,
        List<String> checked,
        long version)
        implements ClusterEntity {
    public static final Index<Task> BY_SERVICE = new Index<>("service", Task::service);
    public static final Index<Task> LIVE_BY_SERVICE =
            new Index<>("live", task -> task.state().stopped() ? List.of() : task.service());
    public static final Index<Task> BY_INSTANCE = new Index<>(
            "instance",
            task -> task.placedOn().map(ContainerInstanceId::value).stream().toList());
    public static final Index<Task> LIVE_BY_INSTANCE = new Index<>(
            "liveOn", task -> task.on().map(ContainerInstanceId::value).stream().toList());

    /// By `desiredStatus`, and by that and the launch type.
    public static final Index<Task> BY_DESIRED =
            new Index<>("desired", task -> List.of(task.desired(), word(task.desired(), task.launchType.name())));

    public static final Index<Task> BY_FAMILY =
            new Index<>("family", task -> List.of(word(task.desired(), task.definition.family())));
    public static final Index<Task> BY_STARTED_BY =
            new Index<>("startedBy", task -> List.of(word(task.desired(), task.owner.startedBy())));

    /// Stopped ones by the minute in which they stopped.
    public static final Index<Task> BY_END = new Index<>(
            "end",
            task -> task.state.stopped()
                    ? List.of(minute(task.timeline.at(TaskTimestamp.STOPPED).orElse(Instant.EPOCH)))
                    : List.of());

    /// Running ones that have a longest time to run, by the minute in which it is over.
    public static final Index<Task> BY_RUN_END = new Index<>(
            "runEnd", task -> task.runEnd().map(Task::minute).stream().toList());

    public static final Kind<Task> KIND = Kind.of("Task", Task.class)
            .indexed(BY_SERVICE)
            .indexed(LIVE_BY_SERVICE)
            .indexed(BY_INSTANCE)
            .indexed(LIVE_BY_INSTANCE)
            .indexed(BY_DESIRED)
            .indexed(BY_FAMILY)
            .indexed(BY_STARTED_BY)
            .indexed(BY_END)
            .indexed(BY_RUN_END)
            .counted(Task::counted)
            .migrated(Task::withoutCapacityProvider)
            .ruled(new TaskRule());

    public Task {
        containers = List.copyOf(containers);
        tags = List.copyOf(tags);
        checked = List.copyOf(checked);
    }

    /// Version 0 knew no capacity providers and no protection.
    private static Map<String, Object> withoutCapacityProvider(Map<String, Object> task) {
        return task;
    }

    @Override
    public String key() {
        return id.value();
    }

    private List<String> service() {
        return owner instanceof Owner.OfService(var service, var _) ? List.of(service.value()) : List.of();
    }

    /// The word of a `desiredStatus` together with another thing that tasks are listed by.
    public static String word(String desired, String other) {
        return desired + "/" + other;
    }

    /// The word of a moment's minute: they stand in the order of time.
    public static String minute(Instant at) {
        return HexFormat.of().toHexDigits(Math.floorDiv(at.getEpochSecond(), 60), 8);
    }

    /// `desiredStatus` of the API.
    public String desired() {
        return state.wanted() ? "RUNNING" : "STOPPED";
    }

    /// What a cluster says of it by numbers (ecs-semantics 3.3): `lastStatus` RUNNING, and what runs or waits of each
    /// launch type.
    private List<String> counted() {
        return switch (state) {
            case TaskState.Provisioning _, TaskState.Pending _ -> List.of(word("pending", launchType.name()));
            case TaskState.Running _ -> List.of("RUNNING", word("running", launchType.name()));
            case TaskState.Stopping _ -> state.lastStatus().equals("RUNNING") ? List.of("RUNNING") : List.of();
            case TaskState.Stopped _ -> List.of();
        };
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
        return state instanceof TaskState.Stopped stopped && stopped.ranOn() instanceof LastInstance.On(var instance)
                ? Optional.of(instance)
                : on();
    }

    /// When it has run as long as it may.
    public Optional<Instant> runEnd() {
        return state.running()
                ? OwnTags.maxRunTime(tags)
                        .flatMap(longest -> timeline.at(TaskTimestamp.STARTED).map(started -> started.plus(longest)))
                : Optional.empty();
    }

    /// Why it stops or has stopped.
    public Optional<StopReason> ending() {
        return switch (state) {
            case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> Optional.empty();
            case TaskState.Stopping stopping -> Optional.of(stopping.reason());
            case TaskState.Stopped stopped -> Optional.of(stopped.reason());
        };
    }

    /// Whether it has been good at some time: its health checks content or, without any, running for `healthyAfter`.
    boolean goodBy(Instant at, Duration healthyAfter) {
        return checked.isEmpty()
                ? timeline.at(TaskTimestamp.STARTED)
                        .filter(started -> !at.isBefore(started.plus(healthyAfter)))
                        .isPresent()
                : timeline.at(TaskTimestamp.HEALTHY).isPresent();
    }

    /// The state after `trigger` together with the moments it marks. Only the store's `move` calls this.
    public Task moved(TaskState to, Instant at) {
        TaskTimestamps times = switch (to) {
            case TaskState.Provisioning _, TaskState.Pending _ -> timeline;
            case TaskState.Running _ -> timeline.with(TaskTimestamp.STARTED, at);
            case TaskState.Stopping _ -> timeline.with(TaskTimestamp.STOPPING, at);
            case TaskState.Stopped _ ->
                timeline.with(TaskTimestamp.STOPPING, at).with(TaskTimestamp.STOPPED, at);
        };
        return copy(to, times, to.stopped() ? stopped(containers) : containers, tags, version + 1);
    }

    /// Nothing of a stopped task runs, whether or not its agent could still say so.
    private static List<Container> stopped(List<Container> containers) {
        return containers.stream()
                .map(container -> container.toBuilder().lastStatus("STOPPED").build())
                .toList();
    }

    /// The same task with fresher containers and times, as its agent reported them.
    public Task reported(List<Container> fresher, TaskTimestamps times) {
        return copy(state, times, fresher, tags, version + 1);
    }

    /// The same with fresher containers and times, on its way to a move that will count as the change.
    public Task hearing(List<Container> fresher, TaskTimestamps times) {
        return copy(state, times, fresher, tags, version);
    }

    /// The same with containers whose health was looked at.
    public Task judged(List<Container> fresher, Instant now) {
        TaskTimestamps times = !checked.isEmpty() && checked.stream().allMatch(name -> healthy(fresher, name))
                ? timeline.with(TaskTimestamp.HEALTHY, now)
                : timeline;
        return reported(fresher, times);
    }

    private static boolean healthy(List<Container> containers, String name) {
        return containers.stream()
                .anyMatch(container -> container.name().equals(Optional.of(name))
                        && container.healthStatus().equals(Optional.of("HEALTHY")));
    }

    public Task tagged(List<Tag> newTags) {
        return copy(state, timeline, containers, newTags, version);
    }

    /// Until when neither scale-in nor a deployment stops it (ecs-semantics 5.9); nothing where it is not protected.
    public Optional<Instant> protectedUntil(Instant now) {
        return timeline.at(TaskTimestamp.PROTECTED_UNTIL).filter(now::isBefore);
    }

    /// The same, protected until then, or not at all.
    public Task withProtection(Optional<Instant> end) {
        return copy(state, timeline.protectedUntil(end), containers, tags, version);
    }

    private Task copy(TaskState to, TaskTimestamps times, List<Container> fresher, List<Tag> newTags, long newVersion) {
        return new Task(
                id,
                definition,
                owner,
                launchType,
                capacityProvider,
                needs,
                overrides,
                to,
                times,
                fresher,
                newTags,
                enableExecuteCommand,
                checked,
                newVersion);
    }
}
