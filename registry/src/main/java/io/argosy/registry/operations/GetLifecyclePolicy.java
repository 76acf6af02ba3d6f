package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.GetLifecyclePolicyRequest;
import io.argosy.shapes.ecr.GetLifecyclePolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `GetLifecyclePolicy`: the policy, and when it was carried out last.
public final class GetLifecyclePolicy implements Operation<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> {
    private final LifecyclePolicies policies;
    private final NamedRepositories named;

    public GetLifecyclePolicy(LifecyclePolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<GetLifecyclePolicyRequest, GetLifecyclePolicyResponse> model() {
        return Ecr.GET_LIFECYCLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetLifecyclePolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:GetLifecyclePolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public GetLifecyclePolicyResponse handle(Caller caller, GetLifecyclePolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        LifecyclePolicy policy = policies.find(key)
                .orElseThrow(() -> LifecycleErrors.policyNotFound(key).thrown());
        return GetLifecyclePolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .lifecyclePolicyText(policy.text())
                .lastEvaluatedAt(EcrShapes.happened(policy.evaluatedAt()))
                .build();
    }
}
