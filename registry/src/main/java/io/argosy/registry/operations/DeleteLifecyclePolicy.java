package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteLifecyclePolicyRequest;
import io.argosy.shapes.ecr.DeleteLifecyclePolicyResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteLifecyclePolicy`: from now on no image goes by itself.
public final class DeleteLifecyclePolicy
        implements Operation<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse> {
    private final LifecyclePolicies policies;
    private final NamedRepositories named;

    public DeleteLifecyclePolicy(LifecyclePolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<DeleteLifecyclePolicyRequest, DeleteLifecyclePolicyResponse> model() {
        return Ecr.DELETE_LIFECYCLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteLifecyclePolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:DeleteLifecyclePolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DeleteLifecyclePolicyResponse handle(Caller caller, DeleteLifecyclePolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        LifecyclePolicy policy = policies.remove(key)
                .orElseThrow(() -> LifecycleErrors.policyNotFound(key).thrown());
        return DeleteLifecyclePolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .lifecyclePolicyText(policy.text())
                .lastEvaluatedAt(EcrShapes.happened(policy.evaluatedAt()))
                .build();
    }
}
