package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.AttachRolePolicyRequest;
import io.argosy.shapes.iam.AttachRolePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `AttachRolePolicy`: gives a role a managed policy; once more does nothing.
final class AttachRolePolicy implements Operation<AttachRolePolicyRequest, AttachRolePolicyResponse> {
    private final Identities identities;

    AttachRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<AttachRolePolicyRequest, AttachRolePolicyResponse> model() {
        return Iam.ATTACH_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, AttachRolePolicyRequest request) {
        return identities.onRole("iam:AttachRolePolicy", request.roleName()).stream()
                .map(permission -> permission.with("iam:PolicyARN", request.policyArn()))
                .toList();
    }

    @Override
    public AttachRolePolicyResponse handle(Caller caller, AttachRolePolicyRequest request) {
        identities.grantRole(request.roleName(), identities.attaching(request.policyArn()));
        return AttachRolePolicyResponse.builder().build();
    }
}
