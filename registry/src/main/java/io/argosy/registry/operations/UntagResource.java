package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.UntagResourceRequest;
import io.argosy.shapes.ecr.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagResource`: takes tags from a repository.
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;

    public UntagResource(Repositories repositories, NamedRepositories named) {
        this.repositories = repositories;
        this.named = named;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return Ecr.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        return List.of(Permission.on("ecr:UntagResource", request.resourceArn()).withTagKeys(request.tagKeys()));
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        RepositoryKey key = named.byArn(caller, request.resourceArn());
        var changed = repositories.change(
                key, repository -> repository.withTags(ResourceTags.removed(repository.tags(), request.tagKeys())));
        if (changed.isEmpty()) {
            throw NamedRepositories.notFound(key);
        }
        return UntagResourceResponse.builder().build();
    }
}
