package io.argosy.access.operations;

import io.argosy.access.principals.ManagedPolicy;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.iam.Iam;
import io.argosy.shapes.iam.ListPolicyVersionsRequest;
import io.argosy.shapes.iam.ListPolicyVersionsResponse;
import io.argosy.shapes.iam.PolicyVersion;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListPolicyVersions`: the one version that a policy has.
final class ListPolicyVersions implements Operation<ListPolicyVersionsRequest, ListPolicyVersionsResponse> {
    private final Identities identities;

    ListPolicyVersions(Identities identities) {
        this.identities = identities;
    }

    @Override
    public OperationModel<ListPolicyVersionsRequest, ListPolicyVersionsResponse> model() {
        return Iam.LIST_POLICY_VERSIONS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListPolicyVersionsRequest request) {
        return identities.onPolicy("iam:ListPolicyVersions", request.policyArn());
    }

    @Override
    public ListPolicyVersionsResponse handle(Caller caller, ListPolicyVersionsRequest request) {
        ManagedPolicy policy = Identities.policy(identities.read(), request.policyArn());
        return ListPolicyVersionsResponse.builder()
                .versions(List.of(PolicyVersion.builder()
                        .versionId(IamShapes.ONLY_VERSION)
                        .isDefaultVersion(true)
                        .createDate(policy.createdAt())
                        .build()))
                .isTruncated(false)
                .build();
    }
}
