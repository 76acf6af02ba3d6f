package io.argosy.services;

import io.argosy.control.ClusterScope;
import io.argosy.launches.Fargate;
import io.argosy.model.Service;
import io.argosy.model.TaskSet;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import io.argosy.state.ClusterState;
import java.util.List;

/// A task set as clients see it (ecs-semantics 7.17). Counts are those of `state`.
final class TaskSetShape {
    private TaskSetShape() {}

    static io.argosy.shapes.ecs.TaskSet of(
            TaskSet set, Service service, ClusterScope scope, ClusterState state, boolean withTags) {
        CreateTaskSetRequest asked = set.configuration();
        var counts = new DeploymentCounts(state, service.name());
        var shape = io.argosy.shapes.ecs.TaskSet.builder()
                .id(set.id().toString())
                .taskSetArn(scope.arns().taskSet(scope.name(), service.name(), set.id()))
                .serviceArn(scope.arns().service(scope.name(), service.name()))
                .clusterArn(scope.arn())
                .externalId(asked.externalId())
                .status(set.status().name())
                .taskDefinition(asked.taskDefinition())
                .computedDesiredCount(service.status() == Service.Status.ACTIVE ? set.wants(service.desiredCount()) : 0)
                .pendingCount(counts.pending(set.id()))
                .runningCount(counts.running(set.id()))
                .createdAt(set.createdAt())
                .updatedAt(set.updatedAt())
                .launchType(asked.launchType())
                .capacityProviderStrategy(asked.capacityProviderStrategy())
                .platformVersion(asked.platformVersion().map(_ -> Fargate.PLATFORM))
                .platformFamily(asked.platformVersion().map(_ -> Fargate.FAMILY))
                .networkConfiguration(asked.networkConfiguration())
                .loadBalancers(List.of())
                .serviceRegistries(List.of())
                .scale(asked.scale())
                .stabilityStatus(set.stability().steady() ? "STEADY_STATE" : "STABILIZING")
                .stabilityStatusAt(set.stability().since());
        return withTags ? shape.tags(set.tags()).build() : shape.build();
    }
}
