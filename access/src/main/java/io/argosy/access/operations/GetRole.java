package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetRoleRequest;
import io.argosy.shapes.iam.GetRoleResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetRole`: a role, and whom it trusts.
final class GetRole implements Operation<GetRoleRequest, GetRoleResponse> {
    private final Identities identities;

    GetRole(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetRoleRequest, GetRoleResponse> model() {
        return Iam.GET_ROLE;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetRoleRequest request) {
        return identities.onRole("iam:GetRole", request.roleName());
    }

    @Override
    public GetRoleResponse handle(Caller caller, GetRoleRequest request) {
        return GetRoleResponse.builder()
                .role(IamShapes.role(identities.role(request.roleName()), identities.account()))
                .build();
    }
}
