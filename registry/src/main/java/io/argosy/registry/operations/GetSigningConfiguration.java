package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetSigningConfigurationRequest;
import io.argosy.shapes.ecr.GetSigningConfigurationResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetSigningConfiguration`: there is none, as nothing here signs (ecr-semantics 12).
public final class GetSigningConfiguration
        implements Operation<GetSigningConfigurationRequest, GetSigningConfigurationResponse> {
    @Override
    public OperationModel<GetSigningConfigurationRequest, GetSigningConfigurationResponse> model() {
        return Ecr.GET_SIGNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetSigningConfigurationRequest request) {
        return List.of(Permission.on("ecr:GetSigningConfiguration"));
    }

    @Override
    public GetSigningConfigurationResponse handle(Caller caller, GetSigningConfigurationRequest request) {
        throw EcrErrors.noSigning(caller).thrown();
    }
}
