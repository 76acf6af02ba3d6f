package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeImageScanFindingsRequest;
import io.argosy.shapes.ecr.DescribeImageScanFindingsResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `DescribeImageScanFindings`: no image has been scanned.
public final class DescribeImageScanFindings
        implements Operation<DescribeImageScanFindingsRequest, DescribeImageScanFindingsResponse> {
    private final Images images;
    private final NamedRepositories named;

    public DescribeImageScanFindings(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<DescribeImageScanFindingsRequest, DescribeImageScanFindingsResponse> model() {
        return Ecr.DESCRIBE_IMAGE_SCAN_FINDINGS;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeImageScanFindingsRequest request) {
        return RepositoryPermissions.on(
                "ecr:DescribeImageScanFindings", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DescribeImageScanFindingsResponse handle(Caller caller, DescribeImageScanFindingsRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        WantedImage.required(images, key, request.imageId());
        throw EcrErrors.scanNotFound(
                        key,
                        request.imageId().imageDigest().orElse(""),
                        request.imageId().imageTag().orElse(""))
                .thrown();
    }
}
