package io.argosy.control.operations.clusters;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
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
import java.time.Instant;
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
    public Permission permission(DeleteClusterRequest request) {
        return Permission.on("ecs:DeleteCluster");
    }

    @Override
    public DeleteClusterResponse handle(Caller caller, DeleteClusterRequest request) {
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        refuseUnlessEmpty(scope);
        Cluster deleted = turned(scope, Cluster.Status.INACTIVE);
        refuseWhatCameSince(scope);
        Leftovers.remove(scope.store(), Instant.MAX);
        return DeleteClusterResponse.builder()
                .cluster(ClusterShape.of(deleted, scope.arns(), scope.store().read(), Set.of("SETTINGS", "TAGS")))
                .build();
    }

    private static Cluster turned(ClusterScope scope, Cluster.Status status) {
        return scope.account().write(tx -> {
            Cluster cluster = tx.state().cluster(scope.name()).orElseThrow().with(status);
            tx.put(cluster);
            return cluster;
        });
    }

    /// A request that found the cluster ACTIVE may have put something in before it was not: then it stays.
    private static void refuseWhatCameSince(ClusterScope scope) {
        try {
            refuseUnlessEmpty(scope);
        } catch (ApiException notEmpty) {
            turned(scope, Cluster.Status.ACTIVE);
            throw notEmpty;
        }
    }

    private static void refuseUnlessEmpty(ClusterScope scope) {
        scope.store().write(tx -> {
            refuseUnlessEmpty(tx.state());
            return scope.name();
        });
    }

    private static void refuseUnlessEmpty(ClusterState content) {
        if (content.tasks().stream().anyMatch(task -> !task.state().stopped())) {
            throw contains("Tasks", "The Cluster cannot be deleted while Tasks are active.");
        }
        if (content.services().stream().anyMatch(service -> service.status() != Service.Status.INACTIVE)) {
            throw contains("Services", "The Cluster cannot be deleted while Services are active.");
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
