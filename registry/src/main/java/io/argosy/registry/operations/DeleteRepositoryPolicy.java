package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteRepositoryPolicyRequest;
import io.argosy.shapes.ecr.DeleteRepositoryPolicyResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRepositoryPolicy`: from now on only policies of users and roles count.
public final class DeleteRepositoryPolicy
        implements Operation<DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse> {
    private final RepositoryPolicies policies;
    private final NamedRepositories named;

    public DeleteRepositoryPolicy(RepositoryPolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<DeleteRepositoryPolicyRequest, DeleteRepositoryPolicyResponse> model() {
        return Ecr.DELETE_REPOSITORY_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRepositoryPolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:DeleteRepositoryPolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DeleteRepositoryPolicyResponse handle(Caller caller, DeleteRepositoryPolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        return DeleteRepositoryPolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .policyText(policies.remove(key).text())
                .build();
    }
}
