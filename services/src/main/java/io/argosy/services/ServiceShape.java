package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.launches.Fargate;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentController;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A service as clients see it (ecs-semantics 7.3). Counts are those of `state`, so a reply made from the state its
/// own write left shows a new deployment before anything is started for it.
public final class ServiceShape {
    private static final String LINKED_ROLE = "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

    private final Service service;
    private final ClusterScope scope;
    private final Map<DeploymentId, Long> running;
    private final Map<DeploymentId, Long> pending;
    private final Optional<ServiceTally> tally;
    private final Collection<ServiceEvent> events;

    private ServiceShape(Service service, ClusterScope scope, ClusterState state) {
        this.service = service;
        this.scope = scope;
        this.tally = state.tally(service.name());
        this.events = state.eventsOf(service.name());
        Collection<Task> tasks = state.liveOf(service.name());
        this.running = counted(tasks, task -> task.state().running() && !onTrial(task));
        this.pending =
                counted(tasks, task -> task.state().wanted() && (!task.state().running() || onTrial(task)));
    }

    /// While tasks come up and end within a minute, one that runs is not counted on before it has shown to be better.
    private boolean onTrial(Task task) {
        Instant launched = task.timeline().at(TaskTimestamp.CREATED).orElse(Instant.EPOCH);
        return tally.filter(known -> known.deployment().equals(deployment(task))
                        && known.backoff().onTrial(launched))
                .isPresent();
    }

    public static io.argosy.shapes.ecs.Service of(
            Service service, ClusterScope scope, ClusterState state, boolean withTags) {
        return new ServiceShape(service, scope, state).shape(withTags);
    }

    private static Map<DeploymentId, Long> counted(Collection<Task> tasks, Predicate<Task> wanted) {
        return tasks.stream()
                .filter(wanted)
                .collect(Collectors.groupingBy(ServiceShape::deployment, Collectors.counting()));
    }

    private static DeploymentId deployment(Task task) {
        return ((Owner.OfService) task.owner()).deployment();
    }

    private io.argosy.shapes.ecs.Service shape(boolean withTags) {
        CreateServiceRequest asked = service.configuration();
        var shape = io.argosy.shapes.ecs.Service.builder()
                .serviceArn(scope.arns().service(scope.name(), service.name()))
                .serviceName(service.name().value())
                .clusterArn(scope.arn())
                .loadBalancers(List.of())
                .serviceRegistries(List.of())
                .status(service.status().name())
                .desiredCount(service.desiredCount())
                .runningCount(sum(running))
                .pendingCount(sum(pending))
                .launchType(asked.launchType())
                .capacityProviderStrategy(asked.capacityProviderStrategy())
                .platformVersion(asked.platformVersion())
                .platformFamily(asked.platformVersion().map(_ -> Fargate.FAMILY))
                .taskDefinition(asked.taskDefinition())
                .deploymentConfiguration(asked.deploymentConfiguration())
                .deployments(
                        service.deployments().stream().map(this::deployment).toList())
                .roleArn(scope.arns().role(LINKED_ROLE))
                .events(events.stream().map(ServiceShape::event).toList())
                .createdAt(service.createdAt())
                .placementConstraints(asked.placementConstraints().orElse(List.of()))
                .placementStrategy(asked.placementStrategy().orElse(List.of()))
                .networkConfiguration(asked.networkConfiguration())
                .healthCheckGracePeriodSeconds(asked.healthCheckGracePeriodSeconds())
                .schedulingStrategy(asked.schedulingStrategy())
                .deploymentController(DeploymentController.builder().type("ECS").build())
                .createdBy(service.createdBy())
                .enableECSManagedTags(asked.enableECSManagedTags().orElse(false))
                .propagateTags(asked.propagateTags())
                .enableExecuteCommand(asked.enableExecuteCommand().orElse(false))
                .availabilityZoneRebalancing(asked.availabilityZoneRebalancing())
                .resourceManagementType("CUSTOMER");
        return withTags ? shape.tags(service.tags()).build() : shape.build();
    }

    private static int sum(Map<DeploymentId, Long> counts) {
        return Math.toIntExact(
                counts.values().stream().mapToLong(Long::longValue).sum());
    }

    private io.argosy.shapes.ecs.Deployment deployment(Deployment deployment) {
        CreateServiceRequest asked = service.configuration();
        return io.argosy.shapes.ecs.Deployment.builder()
                .id(deployment.id().toString())
                .status(deployment.primary() ? "PRIMARY" : "ACTIVE")
                .taskDefinition(scope.arns().taskDefinition(deployment.definition()))
                .desiredCount(deployment.desiredCount())
                .pendingCount(Math.toIntExact(pending.getOrDefault(deployment.id(), 0L)))
                .runningCount(Math.toIntExact(running.getOrDefault(deployment.id(), 0L)))
                .failedTasks(tally.map(known -> known.failed(deployment.id())).orElse(0))
                .createdAt(deployment.createdAt())
                .updatedAt(deployment.updatedAt())
                .launchType(asked.launchType())
                .capacityProviderStrategy(asked.capacityProviderStrategy())
                .platformVersion(asked.platformVersion().map(_ -> Fargate.PLATFORM))
                .platformFamily(asked.platformVersion().map(_ -> Fargate.FAMILY))
                .networkConfiguration(asked.networkConfiguration())
                .rolloutState(deployment.rollout().name())
                .rolloutStateReason(deployment.rolloutReason())
                .build();
    }

    private static io.argosy.shapes.ecs.ServiceEvent event(ServiceEvent event) {
        return io.argosy.shapes.ecs.ServiceEvent.builder()
                .id(event.id())
                .createdAt(event.createdAt())
                .message(event.message())
                .build();
    }
}
