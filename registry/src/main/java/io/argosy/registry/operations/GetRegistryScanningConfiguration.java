package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetRegistryScanningConfigurationRequest;
import io.argosy.shapes.ecr.GetRegistryScanningConfigurationResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetRegistryScanningConfiguration`: which images would be scanned.
public final class GetRegistryScanningConfiguration
        implements Operation<GetRegistryScanningConfigurationRequest, GetRegistryScanningConfigurationResponse> {
    private final Scanning scanning;

    public GetRegistryScanningConfiguration(Scanning scanning) {
        this.scanning = scanning;
    }

    @Override
    public OperationModel<GetRegistryScanningConfigurationRequest, GetRegistryScanningConfigurationResponse> model() {
        return Ecr.GET_REGISTRY_SCANNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetRegistryScanningConfigurationRequest request) {
        return List.of(Permission.on("ecr:GetRegistryScanningConfiguration"));
    }

    @Override
    public GetRegistryScanningConfigurationResponse handle(
            Caller caller, GetRegistryScanningConfigurationRequest request) {
        return GetRegistryScanningConfigurationResponse.builder()
                .registryId(caller.realm().account())
                .scanningConfiguration(Scanning.shape(scanning.rules(caller.realm())))
                .build();
    }
}
