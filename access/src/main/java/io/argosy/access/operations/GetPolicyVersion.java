package io.argosy.access.operations;

import io.argosy.access.principals.ManagedPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.GetPolicyVersionRequest;
import io.argosy.shapes.iam.GetPolicyVersionResponse;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.PolicyVersion;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetPolicyVersion`: the document of a policy, which has one version.
final class GetPolicyVersion implements Operation<GetPolicyVersionRequest, GetPolicyVersionResponse> {
    private final Identities identities;

    GetPolicyVersion(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<GetPolicyVersionRequest, GetPolicyVersionResponse> model() {
        return Iam.GET_POLICY_VERSION;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetPolicyVersionRequest request) {
        return identities.onPolicy("iam:GetPolicyVersion", request.policyArn());
    }

    @Override
    public GetPolicyVersionResponse handle(Caller caller, GetPolicyVersionRequest request) {
        ManagedPolicy policy = Identities.policy(identities.read(), request.policyArn());
        if (!request.versionId().equals(IamShapes.ONLY_VERSION)) {
            throw IamErrors.noVersion(request.policyArn(), request.versionId()).thrown();
        }
        return GetPolicyVersionResponse.builder()
                .policyVersion(PolicyVersion.builder()
                        .document(Documents.written(policy.document()))
                        .versionId(IamShapes.ONLY_VERSION)
                        .isDefaultVersion(true)
                        .createDate(policy.createdAt())
                        .build())
                .build();
    }
}
