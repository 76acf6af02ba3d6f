package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.SetRepositoryPolicyRequest;
import io.argosy.shapes.ecr.SetRepositoryPolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `SetRepositoryPolicy`: who else may do what with a repository.
public final class SetRepositoryPolicy implements Operation<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> {
    private final RepositoryPolicies policies;
    private final NamedRepositories named;

    public SetRepositoryPolicy(RepositoryPolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<SetRepositoryPolicyRequest, SetRepositoryPolicyResponse> model() {
        return Ecr.SET_REPOSITORY_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, SetRepositoryPolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:SetRepositoryPolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public SetRepositoryPolicyResponse handle(Caller caller, SetRepositoryPolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        policies.set(caller, key, request.policyText(), request.force().orElse(false));
        return SetRepositoryPolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .policyText(request.policyText())
                .build();
    }
}
