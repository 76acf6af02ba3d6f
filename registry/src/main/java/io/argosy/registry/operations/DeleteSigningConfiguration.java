package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteSigningConfigurationRequest;
import io.argosy.shapes.ecr.DeleteSigningConfigurationResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteSigningConfiguration`: there is none to be deleted, as nothing here signs (ecr-semantics 12).
public final class DeleteSigningConfiguration
        implements Operation<DeleteSigningConfigurationRequest, DeleteSigningConfigurationResponse> {
    @Override
    public OperationModel<DeleteSigningConfigurationRequest, DeleteSigningConfigurationResponse> model() {
        return Ecr.DELETE_SIGNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteSigningConfigurationRequest request) {
        return List.of(Permission.on("ecr:DeleteSigningConfiguration"));
    }

    @Override
    public DeleteSigningConfigurationResponse handle(Caller caller, DeleteSigningConfigurationRequest request) {
        throw EcrErrors.noSigning(caller).thrown();
    }
}
