package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.DetachRolePolicyRequest;
import io.argosy.shapes.iam.DetachRolePolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DetachRolePolicy`: takes a managed policy from a role; the next request feels it.
final class DetachRolePolicy implements Operation<DetachRolePolicyRequest, DetachRolePolicyResponse> {
    private final Identities identities;

    DetachRolePolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<DetachRolePolicyRequest, DetachRolePolicyResponse> model() {
        return Iam.DETACH_ROLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DetachRolePolicyRequest request) {
        return identities.onRole("iam:DetachRolePolicy", request.roleName()).stream()
                .map(permission -> permission.with("iam:PolicyARN", request.policyArn()))
                .toList();
    }

    @Override
    public DetachRolePolicyResponse handle(Caller caller, DetachRolePolicyRequest request) {
        identities.grantRole(request.roleName(), Identities.detaching(request.policyArn()));
        return DetachRolePolicyResponse.builder().build();
    }
}
