package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutRegistryScanningConfigurationRequest;
import io.argosy.shapes.ecr.PutRegistryScanningConfigurationResponse;
import io.argosy.shapes.ecr.RegistryScanningRule;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutRegistryScanningConfiguration`: which images would be scanned, as it is then shown; nothing scans.
public final class PutRegistryScanningConfiguration
        implements Operation<PutRegistryScanningConfigurationRequest, PutRegistryScanningConfigurationResponse> {
    private final Scanning scanning;

    public PutRegistryScanningConfiguration(Scanning scanning) {
        this.scanning = scanning;
    }

    @Override
    public OperationModel<PutRegistryScanningConfigurationRequest, PutRegistryScanningConfigurationResponse> model() {
        return Ecr.PUT_REGISTRY_SCANNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutRegistryScanningConfigurationRequest request) {
        return List.of(Permission.on("ecr:PutRegistryScanningConfiguration"));
    }

    @Override
    public PutRegistryScanningConfigurationResponse handle(
            Caller caller, PutRegistryScanningConfigurationRequest request) {
        if (request.scanType().filter("ENHANCED"::equals).isPresent()) {
            throw EcrErrors.validation(
                            "ENHANCED is not available in this version of Argosy: it is a service of its own")
                    .thrown();
        }
        List<RegistryScanningRule> rules = request.rules().orElse(List.of());
        if (rules.stream().anyMatch(rule -> !rule.scanFrequency().equals("SCAN_ON_PUSH"))) {
            throw EcrErrors.validation("BASIC has rules of scanFrequency SCAN_ON_PUSH only")
                    .thrown();
        }
        return PutRegistryScanningConfigurationResponse.builder()
                .registryScanningConfiguration(Scanning.shape(scanning.put(caller.realm(), rules)))
                .build();
    }
}
