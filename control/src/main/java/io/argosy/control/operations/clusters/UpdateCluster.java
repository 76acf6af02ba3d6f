package io.argosy.control.operations.clusters;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.model.Cluster;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateClusterRequest;
import io.argosy.shapes.ecs.UpdateClusterResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Set;

/// `UpdateCluster`: changes the settings and the configuration that are given; what is left out stays.
public final class UpdateCluster implements Operation<UpdateClusterRequest, UpdateClusterResponse> {
    private final Clusters clusters;

    public UpdateCluster(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public OperationModel<UpdateClusterRequest, UpdateClusterResponse> model() {
        return Ecs.UPDATE_CLUSTER;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateClusterRequest request) {
        return List.of(Permission.on(
                "ecs:UpdateCluster", RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public UpdateClusterResponse handle(Caller caller, UpdateClusterRequest request) {
        ClusterRules.settings(request.settings().orElse(List.of()));
        ClusterRules.configuration(request.configuration());
        if (request.serviceConnectDefaults().isPresent()) {
            throw ApiError.invalidParameter("serviceConnectDefaults are not available in this version of Argosy.")
                    .thrown();
        }
        ClusterScope scope = clusters.named(caller.realm(), request.cluster());
        Cluster updated = scope.account().write(tx -> {
            Cluster cluster = tx.state().cluster(scope.name()).orElseThrow();
            CreateClusterRequest asked = cluster.configuration();
            Cluster changed = cluster.with(asked.toBuilder()
                    .settings(request.settings().or(asked::settings))
                    .configuration(request.configuration().or(asked::configuration))
                    .build());
            tx.update(changed);
            return changed;
        });
        return UpdateClusterResponse.builder()
                .cluster(ClusterShape.of(
                        updated, scope.arns(), scope.store().read(), Set.of("SETTINGS", "CONFIGURATIONS", "TAGS")))
                .build();
    }
}
