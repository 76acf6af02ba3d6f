package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.TagResourceRequest;
import io.argosy.shapes.ecr.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TagResource`: adds tags to a repository.
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;

    public TagResource(Repositories repositories, NamedRepositories named) {
        this.repositories = repositories;
        this.named = named;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return Ecr.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        return List.of(Permission.on("ecr:TagResource", request.resourceArn())
                .withTags(RepositoryPermissions.values(request.tags())));
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        RepositoryKey key = named.byArn(caller, request.resourceArn());
        var changed = repositories.change(
                key, repository -> repository.withTags(ResourceTags.added(repository.tags(), request.tags())));
        if (changed.isEmpty()) {
            throw NamedRepositories.notFound(key);
        }
        return TagResourceResponse.builder().build();
    }
}
