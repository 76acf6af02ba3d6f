package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DetachUserPolicyRequest;
import io.argosy.shapes.iam.DetachUserPolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DetachUserPolicy`: takes a managed policy from a user; the next request feels it.
final class DetachUserPolicy implements Operation<DetachUserPolicyRequest, DetachUserPolicyResponse> {
    private final Identities identities;

    DetachUserPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DetachUserPolicyRequest, DetachUserPolicyResponse> model() {
        return Iam.DETACH_USER_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DetachUserPolicyRequest request) {
        return identities.onUser("iam:DetachUserPolicy", request.userName()).stream()
                .map(permission -> permission.with("iam:PolicyARN", request.policyArn()))
                .toList();
    }

    @Override
    public DetachUserPolicyResponse handle(Caller caller, DetachUserPolicyRequest request) {
        identities.grantUser(request.userName(), Identities.detaching(request.policyArn()));
        return DetachUserPolicyResponse.builder().build();
    }
}
