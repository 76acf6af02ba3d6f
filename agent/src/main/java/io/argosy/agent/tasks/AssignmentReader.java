package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Unstarted;
import io.argosy.agent.tasks.TaskRecord.Times;
import io.argosy.wire.acs.AcsContainer;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.AcsTask.Volume;
import io.argosy.wire.acs.RoleCredentials;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Turns what the control plane hands over into what the agent remembers: names fixed, keys taken out, and tasks that
/// cannot run here ended on the spot with the reason.
final class AssignmentReader {
    private static final int SHORT_ID = 20;
    private static final int LONGEST_PART = 100;
    private static final Set<String> NETWORK_MODES = Set.of("bridge", "host", "none", "default");

    private final Supplier<String> ids;
    private final InstantSource clock;

    AssignmentReader(Supplier<String> ids, InstantSource clock) {
        this.ids = ids;
        this.clock = clock;
    }

    TaskRecord toRun(AcsTask task) {
        Optional<String> refusal = refusal(task);
        return refusal.isPresent() ? over(task, refusal.get()) : remembered(task, Optional.empty());
    }

    /// A stop for a task nobody here knows is answered as a stop that has happened.
    TaskRecord unknownStop(AcsTask task) {
        return over(task, "TaskStateError: Agent could not progress task's state to stopped");
    }

    /// A task whose description could not even be read.
    TaskRecord unreadable(String arn, String why) {
        return over(AcsTask.stop(arn, "", ""), "UnrecogniedTaskError: Error loading task - " + why);
    }

    private TaskRecord over(AcsTask task, String reason) {
        TaskRecord known = remembered(task, Optional.of(reason)).stopping();
        return known.withContainers(known.containers().stream()
                        .map(one ->
                                one.withState(one.state().ended(Optional.empty(), Optional.empty(), clock.instant())))
                        .toList())
                .withTimes(Times.NONE.stopped(clock.instant()));
    }

    private TaskRecord remembered(AcsTask task, Optional<String> failure) {
        AcsTask kept = withoutKeys(task);
        List<ContainerRecord> containers = kept.containers().stream()
                .map(container -> new ContainerRecord(
                        container.name(), dockerName(task, container.name()), ids.get(), new Unstarted(), ""))
                .toList();
        return new TaskRecord(
                kept,
                false,
                failure,
                containers,
                ownVolumes(task),
                task.roleCredentials().map(RoleCredentials::credentialsId),
                "",
                Times.NONE);
    }

    private String dockerName(AcsTask task, String name) {
        return prefix(task) + cut(name.replaceAll("[^A-Za-z0-9-]", "")) + "-" + shortId();
    }

    private String prefix(AcsTask task) {
        return "ecs-" + cut(task.family().orElse("task")) + "-" + task.version().orElse("0") + "-";
    }

    /// Each part may have 255 characters, and so may the whole: the engine makes directories of such names.
    private static String cut(String part) {
        return part.substring(0, Math.min(part.length(), LONGEST_PART));
    }

    private String shortId() {
        String id = ids.get();
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    private Map<String, String> ownVolumes(AcsTask task) {
        Map<String, String> names = new LinkedHashMap<>();
        for (Volume volume : task.volumes()) {
            boolean onHost = volume.host()
                    .flatMap(AcsTask.HostVolume::sourcePath)
                    .filter(path -> !path.isBlank())
                    .isPresent();
            boolean shared = volume.dockerVolumeConfiguration()
                    .flatMap(AcsTask.DockerVolume::scope)
                    .filter("shared"::equals)
                    .isPresent();
            if (!onHost && !shared) {
                names.put(volume.name(), prefix(task) + cut(volume.name()) + "-" + shortId());
            }
        }
        return names;
    }

    private static AcsTask withoutKeys(AcsTask task) {
        return new AcsTask(
                task.arn(),
                task.desiredStatus(),
                task.family(),
                task.version(),
                task.taskClusterArn(),
                task.cpu(),
                task.memory(),
                task.networkMode(),
                task.pidMode(),
                task.ipcMode(),
                task.launchType(),
                task.group(),
                task.serviceName(),
                Optional.empty(),
                Optional.empty(),
                task.volumes(),
                task.elasticNetworkInterfaces(),
                PauseContainer.with(task));
    }

    private static Optional<String> refusal(AcsTask task) {
        List<String> problems = new ArrayList<>();
        if (task.containers().stream().noneMatch(AcsContainer::essential)) {
            problems.add("UnrecogniedTaskError: Error loading task - it has no essential container");
        } else if (!resolvable(task)) {
            problems.add("Task dependencies cannot be resolved, taskArn: " + task.arn());
        } else if (!PauseContainer.holdsNetwork(task)
                && !NETWORK_MODES.contains(task.networkMode().orElse("bridge"))) {
            problems.add("ResourceInitializationError: network mode "
                    + task.networkMode().orElse("") + " is not available on this container instance");
        }
        if (PauseContainer.holdsNetwork(task)) {
            addressProblem(task).ifPresent(problems::add);
        }
        return problems.stream().findFirst();
    }

    private static Optional<String> addressProblem(AcsTask task) {
        try {
            var _ = PauseContainer.address(task);
            return Optional.empty();
        } catch (IllegalArgumentException invalid) {
            return Optional.of("ResourceInitializationError: the task's network interface: " + invalid.getMessage());
        }
    }

    private static boolean resolvable(AcsTask task) {
        try {
            return ContainerDependencies.of(task).resolvable();
        } catch (IllegalArgumentException unknownCondition) {
            return false;
        }
    }
}
