package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.shapes.ecr.ListImagesFilter;
import io.argosy.shapes.ecr.ListImagesRequest;
import io.argosy.shapes.ecr.ListImagesResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// `ListImages`: the image ids of a repository: a line for each tag, and one for each image without.
public final class ListImages implements Operation<ListImagesRequest, ListImagesResponse> {
    private final Images images;
    private final NamedRepositories named;

    public ListImages(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<ListImagesRequest, ListImagesResponse> model() {
        return Ecr.LIST_IMAGES;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListImagesRequest request) {
        return RepositoryPermissions.on("ecr:ListImages", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public ListImagesResponse handle(Caller caller, ListImagesRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        String wanted = request.filter().flatMap(ListImagesFilter::tagStatus).orElse("ANY");
        Optional<String> status = request.filter().flatMap(ListImagesFilter::imageStatus);
        List<ImageIdentifier> ids = images.all(key).stream()
                .filter(image -> ImageStatus.matches(status, image))
                .flatMap(ListImages::ids)
                .filter(id -> TagStatus.matches(wanted, id.imageTag().isPresent()))
                .sorted(Comparator.comparing(ListImages::order))
                .toList();
        Page<ImageIdentifier> page = Page.of(
                ids,
                ListImages::order,
                PageTokens.of(caller.realm(), request),
                request.maxResults(),
                request.nextToken());
        return ListImagesResponse.builder()
                .imageIds(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private static Stream<ImageIdentifier> ids(Image image) {
        return image.imageTags().isEmpty()
                ? Stream.of(EcrShapes.id(image.digest(), ""))
                : image.imageTags().stream().map(tag -> EcrShapes.id(image.digest(), tag));
    }

    private static String order(ImageIdentifier id) {
        return id.imageDigest().orElse("") + "@" + id.imageTag().orElse("");
    }
}
