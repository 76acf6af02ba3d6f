package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.AttachUserPolicyRequest;
import io.argosy.shapes.iam.AttachUserPolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `AttachUserPolicy`: gives a user a managed policy; once more does nothing.
final class AttachUserPolicy implements Operation<AttachUserPolicyRequest, AttachUserPolicyResponse> {
    private final Identities identities;

    AttachUserPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<AttachUserPolicyRequest, AttachUserPolicyResponse> model() {
        return Iam.ATTACH_USER_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, AttachUserPolicyRequest request) {
        return identities.onUser("iam:AttachUserPolicy", request.userName()).stream()
                .map(permission -> permission.with("iam:PolicyARN", request.policyArn()))
                .toList();
    }

    @Override
    public AttachUserPolicyResponse handle(Caller caller, AttachUserPolicyRequest request) {
        identities.grantUser(request.userName(), identities.attaching(request.policyArn()));
        return AttachUserPolicyResponse.builder().build();
    }
}
