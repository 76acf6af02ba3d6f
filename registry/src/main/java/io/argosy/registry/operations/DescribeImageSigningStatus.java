package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeImageSigningStatusRequest;
import io.argosy.shapes.ecr.DescribeImageSigningStatusResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeImageSigningStatus`: no signature of an image was ever asked for, as nothing here signs.
public final class DescribeImageSigningStatus
        implements Operation<DescribeImageSigningStatusRequest, DescribeImageSigningStatusResponse> {
    private final Images images;
    private final NamedRepositories named;

    public DescribeImageSigningStatus(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<DescribeImageSigningStatusRequest, DescribeImageSigningStatusResponse> model() {
        return Ecr.DESCRIBE_IMAGE_SIGNING_STATUS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeImageSigningStatusRequest request) {
        return RepositoryPermissions.on(
                "ecr:DescribeImageSigningStatus", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DescribeImageSigningStatusResponse handle(Caller caller, DescribeImageSigningStatusRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Image image = WantedImage.required(images, key, request.imageId());
        return DescribeImageSigningStatusResponse.builder()
                .repositoryName(key.name())
                .imageId(request.imageId().toBuilder()
                        .imageDigest(image.digest())
                        .build())
                .registryId(key.realm().account())
                .signingStatuses(List.of())
                .build();
    }
}
