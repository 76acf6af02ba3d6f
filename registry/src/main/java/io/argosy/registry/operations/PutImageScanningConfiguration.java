package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Repositories;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutImageScanningConfigurationRequest;
import io.argosy.shapes.ecr.PutImageScanningConfigurationResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `PutImageScanningConfiguration`: whether images would be scanned when they are pushed. It is kept and shown; nothing
/// scans.
public final class PutImageScanningConfiguration
        implements Operation<PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse> {
    private final Repositories repositories;
    private final NamedRepositories named;

    public PutImageScanningConfiguration(Repositories repositories, NamedRepositories named) {
        this.repositories = repositories;
        this.named = named;
    }

    @Override
    public OperationModel<PutImageScanningConfigurationRequest, PutImageScanningConfigurationResponse> model() {
        return Ecr.PUT_IMAGE_SCANNING_CONFIGURATION;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutImageScanningConfigurationRequest request) {
        return RepositoryPermissions.on(
                "ecr:PutImageScanningConfiguration", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public PutImageScanningConfigurationResponse handle(Caller caller, PutImageScanningConfigurationRequest request) {
        RepositoryKey key = named.place(caller, request.repositoryName(), request.registryId());
        boolean scan = request.imageScanningConfiguration().scanOnPush().orElse(false);
        if (repositories
                .change(key, repository -> repository.withScanOnPush(scan))
                .isEmpty()) {
            throw NamedRepositories.notFound(key);
        }
        return PutImageScanningConfigurationResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .imageScanningConfiguration(request.imageScanningConfiguration())
                .build();
    }
}
