package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.registry.images.Repositories.Deleted;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DeleteRepositoryRequest;
import io.argosy.shapes.ecr.DeleteRepositoryResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DeleteRepository`: the repository goes, and with `force` the images in it.
public final class DeleteRepository implements Operation<DeleteRepositoryRequest, DeleteRepositoryResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;
    private final EcrShapes shapes;

    public DeleteRepository(Repositories repositories, NamedRepositories named, EcrShapes shapes) {
        this.repositories = repositories;
        this.named = named;
        this.shapes = shapes;
    }

    @Override
    public OperationModel<DeleteRepositoryRequest, DeleteRepositoryResponse> model() {
        return Ecr.DELETE_REPOSITORY;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteRepositoryRequest request) {
        return RepositoryPermissions.on("ecr:DeleteRepository", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DeleteRepositoryResponse handle(Caller caller, DeleteRepositoryRequest request) {
        RepositoryKey key = named.place(caller, request.repositoryName(), request.registryId());
        Deleted deleted =
                DiskErrors.with(() -> repositories.delete(key, request.force().orElse(false)));
        return switch (deleted) {
            case Deleted.Gone(Repository repository) ->
                DeleteRepositoryResponse.builder()
                        .repository(shapes.repository(key.realm(), repository))
                        .build();
            case Deleted.NotFound() -> throw NamedRepositories.notFound(key);
            case Deleted.NotEmpty() -> throw EcrErrors.repositoryNotEmpty(key).thrown();
        };
    }
}
