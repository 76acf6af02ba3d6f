package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetRepositoryPolicyRequest;
import io.argosy.shapes.ecr.GetRepositoryPolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetRepositoryPolicy`: the policy as it was set.
public final class GetRepositoryPolicy implements Operation<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> {
    private final RepositoryPolicies policies;
    private final NamedRepositories named;

    public GetRepositoryPolicy(RepositoryPolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<GetRepositoryPolicyRequest, GetRepositoryPolicyResponse> model() {
        return Ecr.GET_REPOSITORY_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetRepositoryPolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:GetRepositoryPolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public GetRepositoryPolicyResponse handle(Caller caller, GetRepositoryPolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        return GetRepositoryPolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .policyText(policies.find(key).text())
                .build();
    }
}
