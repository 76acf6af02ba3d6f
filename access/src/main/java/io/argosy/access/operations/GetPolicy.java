package io.argosy.access.operations;

import io.argosy.access.principals.AccessState;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetPolicyRequest;
import io.argosy.shapes.iam.GetPolicyResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetPolicy`: a policy of the account's, or one that is built in.
final class GetPolicy implements Operation<GetPolicyRequest, GetPolicyResponse> {
    private final Identities identities;

    GetPolicy(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetPolicyRequest, GetPolicyResponse> model() {
        return Iam.GET_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetPolicyRequest request) {
        return identities.onPolicy("iam:GetPolicy", request.policyArn());
    }

    @Override
    public GetPolicyResponse handle(Caller caller, GetPolicyRequest request) {
        AccessState state = identities.read();
        return GetPolicyResponse.builder()
                .policy(IamShapes.policy(Identities.policy(state, request.policyArn()), state))
                .build();
    }
}
