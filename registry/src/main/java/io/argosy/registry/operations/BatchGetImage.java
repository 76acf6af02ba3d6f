package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.BatchGetImageRequest;
import io.argosy.shapes.ecr.BatchGetImageResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.Image;
import io.argosy.shapes.ecr.ImageFailure;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;

/// `BatchGetImage`: manifests of images by tag or digest.
public final class BatchGetImage implements Operation<BatchGetImageRequest, BatchGetImageResponse> {
    private final Images images;
    private final NamedRepositories named;

    public BatchGetImage(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<BatchGetImageRequest, BatchGetImageResponse> model() {
        return Ecr.BATCH_GET_IMAGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, BatchGetImageRequest request) {
        return RepositoryPermissions.on("ecr:BatchGetImage", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public BatchGetImageResponse handle(Caller caller, BatchGetImageRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            switch (WantedImage.find(images, key, id)) {
                case WantedImage.Found(var image)
                when image.times().archived() -> failures.add(WantedImage.INACCESSIBLE.of(id));
                case WantedImage.Found(var image)
                when accepted(request, image.mediaType()) -> found.add(pulled(caller, key, image, id));
                case WantedImage.Found _ -> failures.add(WantedImage.NOT_FOUND.of(id));
                case WantedImage.Failed failed -> failures.add(failed.of(id));
            }
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    private Image pulled(Caller caller, RepositoryKey key, io.argosy.registry.images.Image image, ImageIdentifier id) {
        images.pulled(key, image, caller.principalArn());
        return ImageShape.of(images, key, image, id.imageTag().orElse(""));
    }

    private static boolean accepted(BatchGetImageRequest request, String mediaType) {
        return request.acceptedMediaTypes()
                .map(types -> types.contains(mediaType))
                .orElse(true);
    }
}
