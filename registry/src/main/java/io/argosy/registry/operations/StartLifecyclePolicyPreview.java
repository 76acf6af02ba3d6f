package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.lifecycle.LifecyclePolicies;
import io.argosy.registry.lifecycle.LifecyclePolicy;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.StartLifecyclePolicyPreviewRequest;
import io.argosy.shapes.ecr.StartLifecyclePolicyPreviewResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `StartLifecyclePolicyPreview`: looks what a policy would do, the given one or else the repository's.
public final class StartLifecyclePolicyPreview
        implements Operation<StartLifecyclePolicyPreviewRequest, StartLifecyclePolicyPreviewResponse> {
    private final LifecyclePolicies policies;
    private final NamedRepositories named;

    public StartLifecyclePolicyPreview(LifecyclePolicies policies, NamedRepositories named) {
        this.policies = policies;
        this.named = named;
    }

    @Override
    public OperationModel<StartLifecyclePolicyPreviewRequest, StartLifecyclePolicyPreviewResponse> model() {
        return Ecr.START_LIFECYCLE_POLICY_PREVIEW;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartLifecyclePolicyPreviewRequest request) {
        return RepositoryPermissions.on(
                "ecr:StartLifecyclePolicyPreview", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public StartLifecyclePolicyPreviewResponse handle(Caller caller, StartLifecyclePolicyPreviewRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        String text = request.lifecyclePolicyText()
                .or(() -> policies.find(key).map(LifecyclePolicy::text))
                .orElseThrow(() -> LifecycleErrors.policyNotFound(key).thrown());
        LifecycleErrors.readable(() -> policies.preview(key, text));
        return StartLifecyclePolicyPreviewResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .lifecyclePolicyText(text)
                .status("IN_PROGRESS")
                .build();
    }
}
