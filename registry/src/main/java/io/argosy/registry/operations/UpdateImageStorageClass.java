package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.UpdateImageStorageClassRequest;
import io.argosy.shapes.ecr.UpdateImageStorageClassResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UpdateImageStorageClass`: takes an image out of reach of pulls, or brings it back.
public final class UpdateImageStorageClass
        implements Operation<UpdateImageStorageClassRequest, UpdateImageStorageClassResponse> {
    private final Images images;
    private final NamedRepositories named;

    public UpdateImageStorageClass(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<UpdateImageStorageClassRequest, UpdateImageStorageClassResponse> model() {
        return Ecr.UPDATE_IMAGE_STORAGE_CLASS;
    }

    @Override
    public List<Permission> permissions(Caller caller, UpdateImageStorageClassRequest request) {
        return RepositoryPermissions.on(
                "ecr:UpdateImageStorageClass", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public UpdateImageStorageClassResponse handle(Caller caller, UpdateImageStorageClassRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Image image = WantedImage.required(images, key, request.imageId());
        boolean archive = request.targetStorageClass().equals("ARCHIVE");
        String refusal = images.archive(key, image, archive);
        if (!refusal.isEmpty()) {
            throw new ApiError("ImageStorageClassUpdateNotSupportedException", refusal).thrown();
        }
        return UpdateImageStorageClassResponse.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .imageId(request.imageId())
                .imageStatus(archive ? "ARCHIVED" : "ACTIVATING")
                .build();
    }
}
