package io.argosy.control.operations.clusters;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.model.ContainerInstance;
import io.argosy.model.Service;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.DeleteClusterRequest;
import io.argosy.shapes.ecs.DeleteClusterResponse;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.state.ClusterState;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Set;

/// `DeleteCluster`: an empty cluster turns INACTIVE; anything live in it forbids that, each kind by its own error.
public final class DeleteCluster implements Operation<DeleteClusterRequest, DeleteClusterResponse> {
    private final Clusters clusters;

    public DeleteCluster(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<DeleteClusterRequest, DeleteClusterResponse> model() {
        return Ecs.DELETE_CLUSTER;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteClusterRequest request) {
        return List.of(Permission.on(
                "ecs:DeleteCluster", RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public DeleteClusterResponse handle(Caller caller, DeleteClusterRequest request) {
        return clusters.alone(() -> {
            ClusterScope scope = clusters.named(caller.realm(), request.cluster());
            clusters.stores().retire(scope.store(), DeleteCluster::refuseUnlessEmpty);
            return DeleteClusterResponse.builder()
                    .cluster(ClusterShape.of(
                            deleted(scope), scope.arns(), scope.store().read(), Set.of("SETTINGS", "TAGS")))
                    .build();
        });
    }

    private static Cluster deleted(ClusterScope scope) {
        return scope.account().write(tx -> {
            Cluster cluster = tx.state().cluster(scope.name()).orElseThrow().with(Cluster.Status.INACTIVE);
            tx.update(cluster);
            return cluster;
        });
    }

    private static void refuseUnlessEmpty(ClusterState content) {
        if (content.services().stream().anyMatch(service -> service.status() != Service.Status.INACTIVE)) {
            throw contains("Services", "The Cluster cannot be deleted while Services are active.");
        }
        if (content.tasks().stream().anyMatch(task -> !task.state().stopped())) {
            throw contains("Tasks", "The Cluster cannot be deleted while Tasks are active.");
        }
        if (content.instances().stream().anyMatch(ContainerInstance::registered)) {
            throw contains(
                    "ContainerInstances",
                    "The Cluster cannot be deleted while Container Instances are active or draining.");
        }
    }

    private static RuntimeException contains(String what, String text) {
        return new ApiError("ClusterContains" + what + "Exception", text).thrown();
    }
}
