package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.ManagedPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DeletePolicyRequest;
import io.argosy.shapes.iam.DeletePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeletePolicy`: of a policy that nobody has.
final class DeletePolicy implements Operation<DeletePolicyRequest, DeletePolicyResponse> {
    private final Identities identities;

    DeletePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DeletePolicyRequest, DeletePolicyResponse> model() {
        return Iam.DELETE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeletePolicyRequest request) {
        return identities.onPolicy("iam:DeletePolicy", request.policyArn());
    }

    @Override
    public DeletePolicyResponse handle(Caller caller, DeletePolicyRequest request) {
        identities.write(tx -> {
            AccessState state = AccessState.of(tx.state());
            ManagedPolicy policy = Identities.policy(state, request.policyArn());
            if (policy.owner().equals("aws")) {
                throw IamErrors.denied("Policy " + policy.arn() + " is built in.")
                        .thrown();
            }
            if (state.attachments(policy.arn()) > 0) {
                throw IamErrors.conflict("Cannot delete a policy attached to entities.")
                        .thrown();
            }
            tx.remove(policy);
            return policy;
        });
        return DeletePolicyResponse.builder().build();
    }
}
