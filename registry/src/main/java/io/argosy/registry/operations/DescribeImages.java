package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.DescribeImagesFilter;
import io.argosy.shapes.ecr.DescribeImagesRequest;
import io.argosy.shapes.ecr.DescribeImagesResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Optional;

/// `DescribeImages`: what a repository holds, all or the named images.
public final class DescribeImages implements Operation<DescribeImagesRequest, DescribeImagesResponse> {
    private final Images images;
    private final NamedRepositories named;

    public DescribeImages(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<DescribeImagesRequest, DescribeImagesResponse> model() {
        return Ecr.DESCRIBE_IMAGES;
    }

    @Override
    public List<Permission> permissions(Caller caller, DescribeImagesRequest request) {
        return RepositoryPermissions.on("ecr:DescribeImages", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public DescribeImagesResponse handle(Caller caller, DescribeImagesRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        Page<Image> page = request.imageIds()
                .map(ids -> new Page<>(byId(key, ids), Optional.<String>empty()))
                .orElseGet(() -> page(caller, key, request));
        return DescribeImagesResponse.builder()
                .imageDetails(page.items().stream()
                        .map(image -> EcrShapes.detail(key.realm(), image))
                        .toList())
                .nextToken(page.nextToken())
                .build();
    }

    private Page<Image> page(Caller caller, RepositoryKey key, DescribeImagesRequest request) {
        String wanted =
                request.filter().flatMap(DescribeImagesFilter::tagStatus).orElse("ANY");
        Optional<String> status = request.filter().flatMap(DescribeImagesFilter::imageStatus);
        List<Image> matching = images.all(key).stream()
                .filter(image -> TagStatus.matches(wanted, !image.imageTags().isEmpty()))
                .filter(image -> ImageStatus.matches(status, image))
                .toList();
        return Page.of(
                matching,
                Image::digest,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
    }

    private List<Image> byId(RepositoryKey key, List<ImageIdentifier> ids) {
        return ids.stream().map(id -> byId(key, id)).distinct().toList();
    }

    private Image byId(RepositoryKey key, ImageIdentifier id) {
        return switch (WantedImage.find(images, key, id)) {
            case WantedImage.Found(Image image) -> image;
            case WantedImage.Failed failed
            when failed.equals(WantedImage.UNNAMED) ->
                throw EcrErrors.invalidParameter("imageIds", failed.reason()).thrown();
            case WantedImage.Failed _ ->
                throw EcrErrors.imageNotFound(
                                key, id.imageDigest().orElse(""), id.imageTag().orElse(""))
                        .thrown();
        };
    }
}
