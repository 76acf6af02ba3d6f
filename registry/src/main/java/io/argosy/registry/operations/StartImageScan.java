package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.StartImageScanRequest;
import io.argosy.shapes.ecr.StartImageScanResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `StartImageScan`: refused, as nothing here can scan (ecr-semantics 8.2).
public final class StartImageScan implements Operation<StartImageScanRequest, StartImageScanResponse> {
    private final Images images;
    private final NamedRepositories named;

    public StartImageScan(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<StartImageScanRequest, StartImageScanResponse> model() {
        return Ecr.START_IMAGE_SCAN;
    }

    @Override
    public List<Permission> permissions(Caller caller, StartImageScanRequest request) {
        return RepositoryPermissions.on("ecr:StartImageScan", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public StartImageScanResponse handle(Caller caller, StartImageScanRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Image image = WantedImage.required(images, key, request.imageId());
        if (image.times().archived()) {
            throw EcrErrors.imageArchived(key, image.digest()).thrown();
        }
        throw EcrErrors.validation("This feature is disabled").thrown();
    }
}
