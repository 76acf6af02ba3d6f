package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.Role;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.UpdateAssumeRolePolicyRequest;
import io.argosy.shapes.iam.UpdateAssumeRolePolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UpdateAssumeRolePolicy`: whom a role trusts from now on.
final class UpdateAssumeRolePolicy implements Operation<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> {
    private final Identities identities;

    UpdateAssumeRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<UpdateAssumeRolePolicyRequest, UpdateAssumeRolePolicyResponse> model() {
        return Iam.UPDATE_ASSUME_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateAssumeRolePolicyRequest request) {
        return identities.onRole("iam:UpdateAssumeRolePolicy", request.roleName());
    }

    @Override
    public UpdateAssumeRolePolicyResponse handle(Caller caller, UpdateAssumeRolePolicyRequest request) {
        String document = Documents.trust(request.policyDocument());
        identities.write(tx -> {
            Role role = Identities.role(AccessState.of(tx.state()), request.roleName());
            tx.update(role.trusting(document));
            return role;
        });
        return UpdateAssumeRolePolicyResponse.builder().build();
    }
}
