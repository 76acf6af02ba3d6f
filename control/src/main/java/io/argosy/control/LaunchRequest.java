package io.argosy.control;

import io.argosy.launches.Capacity;
import io.argosy.launches.NetworkRules;
import io.argosy.model.AwaitedPlacement;
import io.argosy.model.Deployment;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.AwsVpcConfiguration;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.PlacementConstraint;
import io.argosy.shapes.ecs.PlacementStrategy;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that decides what a new task is and where it may go. Constraints and strategies are the caller's, already
/// checked; those of the definition and the usual strategies are added by `TaskLauncher`. `network` is there for a task
/// that gets an address of its own; `images` are the digests that containers are to run, by their names.
public record LaunchRequest(
        ClusterScope scope,
        TaskDefinition definition,
        Owner owner,
        Capacity capacity,
        TaskOverride overrides,
        List<Tag> tags,
        boolean enableExecuteCommand,
        List<PlacementConstraint> constraints,
        List<PlacementStrategy> strategies,
        Optional<AwsVpcConfiguration> network,
        Map<String, String> images) {

    private static final TaskOverride NO_OVERRIDES = TaskOverride.builder().build();

    public LaunchRequest {
        tags = List.copyOf(tags);
        constraints = List.copyOf(constraints);
        strategies = List.copyOf(strategies);
        images = Map.copyOf(images);
    }

    /// Of one more task of a deployment of this service.
    public static LaunchRequest ofService(
            ClusterScope scope, Service service, Deployment deployment, TaskDefinition definition, List<Tag> tags) {
        CreateServiceRequest asked = service.configuration();
        return new LaunchRequest(
                scope,
                definition,
                new Owner.OfService(service.name(), deployment.id()),
                Capacity.of(asked),
                NO_OVERRIDES,
                tags,
                asked.enableExecuteCommand().orElse(false),
                asked.placementConstraints().orElse(List.of()),
                asked.placementStrategy().orElse(List.of()),
                NetworkRules.neededBy(definition.content(), asked.networkConfiguration()),
                deployment.images());
    }

    /// Of a task that a caller runs as the definition has it: what it requires or the usual launch type, nothing
    /// overridden.
    public static LaunchRequest ofDefinition(ClusterScope scope, TaskDefinition definition) {
        boolean fargate =
                definition.content().requiresCompatibilities().equals(Optional.of(List.of(LaunchType.FARGATE.name())));
        return new LaunchRequest(
                scope,
                definition,
                new Owner.Standalone("family:" + definition.id().family(), ""),
                fargate ? Capacity.of(LaunchType.FARGATE) : Capacity.EC2,
                NO_OVERRIDES,
                List.of(),
                false,
                List.of(),
                List.of(),
                NetworkRules.anyNeededBy(definition.content()),
                Map.of());
    }

    /// Of a task that waits, as it was asked for. Its provider is chosen, and its containers are made.
    public static LaunchRequest ofWaiting(
            ClusterScope scope, Task task, AwaitedPlacement awaited, TaskDefinition definition) {
        return new LaunchRequest(
                scope,
                definition,
                task.owner(),
                Capacity.of(task.launchType()),
                task.overrides(),
                task.tags(),
                task.enableExecuteCommand(),
                awaited.constraints(),
                awaited.strategies(),
                awaited.network(),
                Map.of());
    }

    public LaunchType launchType() {
        return capacity.type();
    }

    public LaunchRequest as(LaunchType type) {
        return new LaunchRequest(
                scope,
                definition,
                owner,
                Capacity.of(type),
                overrides,
                tags,
                enableExecuteCommand,
                constraints,
                strategies,
                network,
                images);
    }
}
