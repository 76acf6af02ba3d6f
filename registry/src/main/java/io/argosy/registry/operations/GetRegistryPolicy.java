package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetRegistryPolicyRequest;
import io.argosy.shapes.ecr.GetRegistryPolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetRegistryPolicy`: there is none, as none can be put (ecr-semantics 12).
public final class GetRegistryPolicy implements Operation<GetRegistryPolicyRequest, GetRegistryPolicyResponse> {
    @Override
    public OperationModel<GetRegistryPolicyRequest, GetRegistryPolicyResponse> model() {
        return Ecr.GET_REGISTRY_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetRegistryPolicyRequest request) {
        return List.of(Permission.on("ecr:GetRegistryPolicy"));
    }

    @Override
    public GetRegistryPolicyResponse handle(Caller caller, GetRegistryPolicyRequest request) {
        throw EcrErrors.noRegistryPolicy(caller).thrown();
    }
}
