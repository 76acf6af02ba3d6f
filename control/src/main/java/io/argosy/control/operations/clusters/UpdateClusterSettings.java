package io.argosy.control.operations.clusters;

import io.argosy.control.Clusters;
import io.argosy.control.RequestedArns;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UpdateClusterRequest;
import io.argosy.shapes.ecs.UpdateClusterSettingsRequest;
import io.argosy.shapes.ecs.UpdateClusterSettingsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UpdateClusterSettings`: the settings half of `UpdateCluster`.
public final class UpdateClusterSettings
        implements Operation<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse> {
    private final UpdateCluster updateCluster;

    public UpdateClusterSettings(Clusters clusters) {
        this.updateCluster = new UpdateCluster(clusters);
    }

    @Override
    public OperationModel<UpdateClusterSettingsRequest, UpdateClusterSettingsResponse> model() {
        return Ecs.UPDATE_CLUSTER_SETTINGS;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateClusterSettingsRequest request) {
        return List.of(Permission.on(
                "ecs:UpdateClusterSettings",
                RequestedArns.of(caller, request.cluster()).cluster()));
    }

    @Override
    public UpdateClusterSettingsResponse handle(Caller caller, UpdateClusterSettingsRequest request) {
        var update = UpdateClusterRequest.builder()
                .cluster(request.cluster())
                .settings(request.settings())
                .build();
        return UpdateClusterSettingsResponse.builder()
                .cluster(updateCluster.handle(caller, update).cluster())
                .build();
    }
}
