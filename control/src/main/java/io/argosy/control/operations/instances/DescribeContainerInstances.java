package io.argosy.control.operations.instances;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.ContainerInstanceShape;
import io.argosy.control.Failures;
import io.argosy.control.References;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.InstanceHealth;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.ContainerInstance;
import io.argosy.shapes.ecs.ContainerInstanceHealthStatus;
import io.argosy.shapes.ecs.DescribeContainerInstancesRequest;
import io.argosy.shapes.ecs.DescribeContainerInstancesResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.Failure;
import io.argosy.shapes.ecs.InstanceHealthCheckResult;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `DescribeContainerInstances`: up to 100 instances, deregistered ones that are still remembered included.
public final class DescribeContainerInstances
        implements Operation<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse> {
    private static final int MOST = 100;
    private static final String HEALTH = "CONTAINER_INSTANCE_HEALTH";

    private final Clusters clusters;

    public DescribeContainerInstances(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DescribeContainerInstancesRequest, DescribeContainerInstancesResponse> model() {
        return Ecs.DESCRIBE_CONTAINER_INSTANCES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeContainerInstancesRequest request) {
        var requested = RequestedArns.of(caller, request.cluster());
        return requested.inCluster(
                "ecs:DescribeContainerInstances",
                request.containerInstances().stream()
                        .map(requested::containerInstance)
                        .toList());
    }

    @Override
    public DescribeContainerInstancesResponse handle(Caller caller, DescribeContainerInstancesRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        check(request);
        List<ContainerInstanceId> ids = request.containerInstances().stream()
                .map(reference -> References.containerInstance(reference, scope))
                .distinct()
                .toList();
        List<String> include = request.include().orElse(List.of());
        ClusterState state = scope.store().read();
        List<ContainerInstance> found = new ArrayList<>();
        List<Failure> failures = new ArrayList<>();
        for (ContainerInstanceId id : ids) {
            state.instance(id)
                    .ifPresentOrElse(
                            instance -> found.add(described(instance, scope, state, include)),
                            () -> failures.add(Failures.missing(scope.arns().containerInstance(scope.name(), id))));
        }
        return DescribeContainerInstancesResponse.builder()
                .containerInstances(found)
                .failures(failures)
                .build();
    }

    private static void check(DescribeContainerInstancesRequest request) {
        if (request.containerInstances().isEmpty()) {
            throw ApiError.client("Container Instances cannot be empty.").thrown();
        }
        if (request.containerInstances().size() > MOST) {
            throw ApiError.invalidParameter("Container Instances cannot have more than " + MOST + " elements.")
                    .thrown();
        }
        if (!List.of("TAGS", HEALTH).containsAll(request.include().orElse(List.of()))) {
            throw ApiError.invalidParameter("include should be one of [TAGS,CONTAINER_INSTANCE_HEALTH]")
                    .thrown();
        }
    }

    private static ContainerInstance described(
            io.argosy.model.ContainerInstance instance, ClusterScope scope, ClusterState state, List<String> include) {
        ContainerInstance shape = ContainerInstanceShape.of(instance, scope, state, include.contains("TAGS"));
        return include.contains(HEALTH)
                ? shape.toBuilder().healthStatus(health(instance)).build()
                : shape;
    }

    private static ContainerInstanceHealthStatus health(io.argosy.model.ContainerInstance instance) {
        InstanceHealth.Status overall =
                instance.worst().map(InstanceHealth::status).orElse(InstanceHealth.Status.INSUFFICIENT_DATA);
        return ContainerInstanceHealthStatus.builder()
                .overallStatus(overall.name())
                .details(instance.health().stream()
                        .map(DescribeContainerInstances::detail)
                        .toList())
                .build();
    }

    private static InstanceHealthCheckResult detail(InstanceHealth part) {
        return InstanceHealthCheckResult.builder()
                .type(part.type())
                .status(part.status().name())
                .statusReason(Optional.of(part.reason()).filter(reason -> !reason.isEmpty()))
                .lastStatusChange(part.changedAt())
                .lastUpdated(part.updatedAt())
                .build();
    }
}
