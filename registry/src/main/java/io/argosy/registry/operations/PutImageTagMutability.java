package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutImageTagMutabilityRequest;
import io.argosy.shapes.ecr.PutImageTagMutabilityResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `PutImageTagMutability`: whether tags of the repository may move from now on.
public final class PutImageTagMutability
        implements Operation<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;

    public PutImageTagMutability(Repositories repositories, NamedRepositories named) {
        this.repositories = repositories;
        this.named = named;
    }

    @Override
    public OperationModel<PutImageTagMutabilityRequest, PutImageTagMutabilityResponse> model() {
        return Ecr.PUT_IMAGE_TAG_MUTABILITY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutImageTagMutabilityRequest request) {
        return RepositoryPermissions.on(
                "ecr:PutImageTagMutability", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public PutImageTagMutabilityResponse handle(Caller caller, PutImageTagMutabilityRequest request) {
        RepositoryKey key = named.place(caller, request.repositoryName(), request.registryId());
        var exclusions = Mutability.checked(
                Optional.of(request.imageTagMutability()), request.imageTagMutabilityExclusionFilters());
        Repository changed = repositories
                .change(key, repository -> repository.withMutability(request.imageTagMutability(), exclusions))
                .orElseThrow(() -> NamedRepositories.notFound(key));
        return PutImageTagMutabilityResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .imageTagMutability(changed.tagMutability())
                .imageTagMutabilityExclusionFilters(EcrShapes.some(changed.mutabilityExclusions()))
                .build();
    }
}
