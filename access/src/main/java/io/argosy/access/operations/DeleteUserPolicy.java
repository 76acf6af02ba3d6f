package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeleteUserPolicyRequest;
import io.argosy.shapes.iam.DeleteUserPolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteUserPolicy`: takes a policy that is written into a user away.
final class DeleteUserPolicy implements Operation<DeleteUserPolicyRequest, DeleteUserPolicyResponse> {
    private final Identities identities;

    DeleteUserPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeleteUserPolicyRequest, DeleteUserPolicyResponse> model() {
        return Iam.DELETE_USER_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteUserPolicyRequest request) {
        return identities.onUser("iam:DeleteUserPolicy", request.userName());
    }

    @Override
    public DeleteUserPolicyResponse handle(Caller caller, DeleteUserPolicyRequest request) {
        identities.grantUser(request.userName(), Identities.removing("user", request.policyName()));
        return DeleteUserPolicyResponse.builder().build();
    }
}
