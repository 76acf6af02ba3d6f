package io.argosy.control;

import io.argosy.addresses.TaskInterfaces;
import io.argosy.launches.Fargate;
import io.argosy.model.ContainerInstance;
import io.argosy.model.LaunchType;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskId;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.EphemeralStorage;
import io.argosy.shapes.ecs.TaskEphemeralStorage;
import io.argosy.state.ClusterState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A task as clients see it (ecs-semantics 5.2).
public final class TaskShape {
    private static final String ARCHITECTURE = "ecs.cpu-architecture";

    private TaskShape() {}

    /// As DescribeTasks shows it: with its health besides.
    public static io.argosy.shapes.ecs.Task described(
            Task task, ClusterScope scope, ClusterState state, boolean withTags) {
        return of(task, scope, state, withTags).toBuilder()
                .healthStatus(health(task, scope.account().read().taskDefinition(task.definition())))
                .build();
    }

    public static io.argosy.shapes.ecs.Task of(Task task, ClusterScope scope, ClusterState state, boolean withTags) {
        var shape = io.argosy.shapes.ecs.Task.builder()
                .taskArn(scope.arns().task(scope.name(), task.id()))
                .clusterArn(scope.arn())
                .taskDefinitionArn(scope.arns().taskDefinition(task.definition()))
                .group(task.owner().group())
                .startedBy(Optional.of(task.owner().startedBy()).filter(text -> !text.isEmpty()))
                .launchType(task.launchType().name())
                .capacityProviderName(task.capacityProvider())
                .lastStatus(task.state().lastStatus())
                .desiredStatus(task.state().wanted() ? "RUNNING" : "STOPPED")
                .cpu(String.valueOf(task.needs().cpu()))
                .memory(String.valueOf(task.needs().memoryMib()))
                .overrides(task.overrides())
                .containers(task.containers())
                .attachments(TaskInterfaces.of(state, task.id())
                        .map(network -> List.of(NetworkAttachment.of(network, task, scope)))
                        .orElse(List.of()))
                .attributes(List.of())
                .enableExecuteCommand(task.enableExecuteCommand())
                .tags(withTags ? task.tags() : List.of())
                .version(task.version());
        times(task, shape);
        if (task.launchType() == LaunchType.FARGATE) {
            fargate(task, scope, shape);
        }
        task.ending()
                .ifPresent(reason -> shape.stopCode(reason.code().text())
                        .stoppedReason(Optional.of(reason.text()).filter(text -> !text.isEmpty())));
        task.placedOn().ifPresent(on -> {
            if (task.launchType() != LaunchType.FARGATE) {
                shape.containerInstanceArn(scope.arns().containerInstance(scope.name(), on));
            }
            state.instance(on).ifPresent(instance -> placed(task, instance, shape));
        });
        return shape.build();
    }

    /// Clients of Fargate do not know of instances.
    private static void fargate(Task task, ClusterScope scope, io.argosy.shapes.ecs.Task.Builder shape) {
        EphemeralStorage storage = Fargate.storage(
                scope.account().read().taskDefinition(task.definition()).map(TaskDefinition::content),
                task.overrides());
        shape.platformVersion(Fargate.PLATFORM)
                .platformFamily(Fargate.FAMILY)
                .ephemeralStorage(storage)
                .fargateEphemeralStorage(TaskEphemeralStorage.builder()
                        .sizeInGiB(storage.sizeInGiB())
                        .build());
    }

    /// What is left to say of a task that stopped so long ago that it is no longer remembered.
    public static io.argosy.shapes.ecs.Task forgotten(TaskId id, ClusterScope scope) {
        return io.argosy.shapes.ecs.Task.builder()
                .taskArn(scope.arns().task(scope.name(), id))
                .clusterArn(scope.arn())
                .lastStatus("STOPPED")
                .desiredStatus("STOPPED")
                .containers(List.of())
                .build();
    }

    private static void times(Task task, io.argosy.shapes.ecs.Task.Builder shape) {
        shape.createdAt(task.timeline().at(TaskTimestamp.CREATED))
                .connectivityAt(task.timeline().at(TaskTimestamp.CONNECTED))
                .pullStartedAt(task.timeline().at(TaskTimestamp.PULL_STARTED))
                .pullStoppedAt(task.timeline().at(TaskTimestamp.PULL_STOPPED))
                .startedAt(task.timeline().at(TaskTimestamp.STARTED))
                .stoppingAt(task.timeline().at(TaskTimestamp.STOPPING))
                .executionStoppedAt(task.timeline().at(TaskTimestamp.EXECUTION_STOPPED))
                .stoppedAt(task.timeline().at(TaskTimestamp.STOPPED));
    }

    private static void placed(Task task, ContainerInstance instance, io.argosy.shapes.ecs.Task.Builder shape) {
        shape.availabilityZone(InstanceAttributes.value(instance, InstanceAttributes.ZONE));
        InstanceAttributes.value(instance, ARCHITECTURE)
                .ifPresent(architecture -> shape.attributes(List.of(Attribute.builder()
                        .name(ARCHITECTURE)
                        .value(architecture)
                        .build())));
        if (task.timeline().at(TaskTimestamp.CONNECTED).isPresent()) {
            boolean cutOff = task.on().isPresent() && !instance.agentConnected();
            shape.connectivity(cutOff ? "DISCONNECTED" : "CONNECTED");
        }
    }

    /// The worst of its essential containers that are checked; UNKNOWN when none is.
    private static String health(Task task, Optional<TaskDefinition> definition) {
        Set<String> checked = definition.stream()
                .flatMap(known -> known.content().containerDefinitions().orElse(List.of()).stream())
                .filter(container -> container.essential().orElse(true))
                .filter(container -> container.healthCheck().isPresent())
                .flatMap((ContainerDefinition container) -> container.name().stream())
                .collect(Collectors.toSet());
        Set<String> verdicts = task.containers().stream()
                .filter(container -> checked.contains(container.name().orElse("")))
                .map((Container container) -> container.healthStatus().orElse("UNKNOWN"))
                .collect(Collectors.toSet());
        if (verdicts.contains("UNHEALTHY")) {
            return "UNHEALTHY";
        }
        return verdicts.equals(Set.of("HEALTHY")) ? "HEALTHY" : "UNKNOWN";
    }
}
