package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeImageReplicationStatusRequest;
import io.argosy.shapes.ecr.DescribeImageReplicationStatusResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeImageReplicationStatus`: an image goes nowhere, as the registry has no rules of replication.
public final class DescribeImageReplicationStatus
        implements Operation<DescribeImageReplicationStatusRequest, DescribeImageReplicationStatusResponse> {
    private final Images images;
    private final NamedRepositories named;

    public DescribeImageReplicationStatus(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<DescribeImageReplicationStatusRequest, DescribeImageReplicationStatusResponse> model() {
        return Ecr.DESCRIBE_IMAGE_REPLICATION_STATUS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeImageReplicationStatusRequest request) {
        return RepositoryPermissions.on(
                "ecr:DescribeImageReplicationStatus", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DescribeImageReplicationStatusResponse handle(Caller caller, DescribeImageReplicationStatusRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Image image = WantedImage.required(images, key, request.imageId());
        return DescribeImageReplicationStatusResponse.builder()
                .repositoryName(key.name())
                .imageId(request.imageId().toBuilder()
                        .imageDigest(image.digest())
                        .build())
                .replicationStatuses(List.of())
                .build();
    }
}
