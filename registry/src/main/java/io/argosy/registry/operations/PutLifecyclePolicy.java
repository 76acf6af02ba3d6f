package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutLifecyclePolicyRequest;
import io.argosy.shapes.ecr.PutLifecyclePolicyResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutLifecyclePolicy`: which images of a repository go with time.
public final class PutLifecyclePolicy implements Operation<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> {
    private final LifecyclePolicies policies;
    private final NamedRepositories named;

    public PutLifecyclePolicy(LifecyclePolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<PutLifecyclePolicyRequest, PutLifecyclePolicyResponse> model() {
        return Ecr.PUT_LIFECYCLE_POLICY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutLifecyclePolicyRequest request) {
        return RepositoryPermissions.on(
                "ecr:PutLifecyclePolicy", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public PutLifecyclePolicyResponse handle(Caller caller, PutLifecyclePolicyRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        LifecycleErrors.rules(request.lifecyclePolicyText());
        policies.put(key, request.lifecyclePolicyText());
        return PutLifecyclePolicyResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .lifecyclePolicyText(request.lifecyclePolicyText())
                .build();
    }
}
