package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteRegistryPolicyRequest;
import io.argosy.shapes.ecr.DeleteRegistryPolicyResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRegistryPolicy`: there is none to be deleted, as none can be put (ecr-semantics 12).
public final class DeleteRegistryPolicy
        implements Operation<DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse> {
    @Override
    public OperationModel<DeleteRegistryPolicyRequest, DeleteRegistryPolicyResponse> model() {
        return Ecr.DELETE_REGISTRY_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRegistryPolicyRequest request) {
        return List.of(Permission.on("ecr:DeleteRegistryPolicy"));
    }

    @Override
    public DeleteRegistryPolicyResponse handle(Caller caller, DeleteRegistryPolicyRequest request) {
        throw EcrErrors.noRegistryPolicy(caller).thrown();
    }
}
