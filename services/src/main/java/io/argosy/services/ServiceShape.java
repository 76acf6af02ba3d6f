package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.launches.Fargate;
import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceEvent;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.DeploymentController;
import io.argosy.shapes.ecs.ServiceCurrentRevisionSummary;
import io.argosy.state.ClusterState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// A service as clients see it (ecs-semantics 7.3). Counts are those of `state`, so a reply made from the state its
/// own write left shows a new deployment before anything is started for it.
public final class ServiceShape {
    private static final String LINKED_ROLE = "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS";

    private final Service service;
    private final ClusterScope scope;
    private final DeploymentCounts counts;
    private final Optional<ServiceDeployment> newest;
    private final Collection<ServiceEvent> events;
    private final ClusterState state;

    private ServiceShape(Service service, ClusterScope scope, ClusterState state) {
        this.service = service;
        this.scope = scope;
        this.state = state;
        this.counts = new DeploymentCounts(state, service.name());
        this.newest = state.deploymentsOf(service.name()).stream().findFirst();
        this.events = state.eventsOf(service.name());
    }

    public static io.argosy.shapes.ecs.Service of(
            Service service, ClusterScope scope, ClusterState state, boolean withTags) {
        return new ServiceShape(service, scope, state).shape(withTags);
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
                .runningCount(counts.running())
                .pendingCount(counts.pending())
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
                .deploymentController(asked.deploymentController()
                        .orElse(DeploymentController.builder().type("ECS").build()))
                .createdBy(service.createdBy())
                .enableECSManagedTags(asked.enableECSManagedTags().orElse(false))
                .propagateTags(asked.propagateTags())
                .enableExecuteCommand(asked.enableExecuteCommand().orElse(false))
                .availabilityZoneRebalancing(asked.availabilityZoneRebalancing())
                .resourceManagementType("CUSTOMER")
                .currentServiceDeployment(
                        newest.map(deployment -> scope.arns().serviceDeployment(scope.name(), deployment.id())))
                .currentServiceRevisions(
                        service.deployments().stream().map(this::revision).toList());
        if (service.external()) {
            shape.taskSets(state.taskSetsOf(service.name()).stream()
                    .map(set -> TaskSetShape.of(set, service, scope, state, withTags))
                    .toList());
        }
        return withTags ? shape.tags(service.tags()).build() : shape.build();
    }

    private ServiceCurrentRevisionSummary revision(Deployment deployment) {
        return ServiceCurrentRevisionSummary.builder()
                .arn(scope.arns().serviceRevision(scope.name(), service.name(), deployment.id()))
                .requestedTaskCount(deployment.desiredCount())
                .runningTaskCount(counts.running(deployment.id()))
                .pendingTaskCount(counts.pending(deployment.id()))
                .build();
    }

    private io.argosy.shapes.ecs.Deployment deployment(Deployment deployment) {
        CreateServiceRequest asked = service.configuration();
        return io.argosy.shapes.ecs.Deployment.builder()
                .id(deployment.id().toString())
                .status(deployment.primary() ? "PRIMARY" : "ACTIVE")
                .taskDefinition(scope.arns().taskDefinition(deployment.definition()))
                .desiredCount(deployment.desiredCount())
                .pendingCount(counts.pending(deployment.id()))
                .runningCount(counts.running(deployment.id()))
                .failedTasks(counts.failed(deployment.id()))
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
