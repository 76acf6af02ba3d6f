package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Manifest;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageReferrer;
import io.argosy.shapes.ecr.ListImageReferrersFilter;
import io.argosy.shapes.ecr.ListImageReferrersRequest;
import io.argosy.shapes.ecr.ListImageReferrersResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `ListImageReferrers`: what is about an image: signatures, bills of materials.
public final class ListImageReferrers implements Operation<ListImageReferrersRequest, ListImageReferrersResponse> {
    private static final int USUAL = 20;

    private final Images images;
    private final NamedRepositories named;

    public ListImageReferrers(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<ListImageReferrersRequest, ListImageReferrersResponse> model() {
        return Ecr.LIST_IMAGE_REFERRERS;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListImageReferrersRequest request) {
        return RepositoryPermissions.on(
                "ecr:ListImageReferrers", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public ListImageReferrersResponse handle(Caller caller, ListImageReferrersRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());

        Digest subject = Digest.parse(request.subjectId().imageDigest())
                .orElseThrow(() -> EcrErrors.invalidParameter("subjectId", "not an image digest")
                        .thrown());
        Optional<String> status = request.filter().flatMap(ListImageReferrersFilter::artifactStatus);
        List<Image> all = images.referrers(key, subject).stream()
                .filter(image -> ImageStatus.matches(status, image))
                .toList();
        List<String> types = request.filter()
                .flatMap(ListImageReferrersFilter::artifactTypes)
                .orElse(List.of());
        List<ImageReferrer> fitting = all.stream()
                .map(image -> DiskErrors.with(() -> shape(image, key)))
                .filter(referrer -> types.isEmpty()
                        || types.contains(referrer.artifactType().orElse("")))
                .toList();
        Page<ImageReferrer> page = Page.of(
                fitting,
                ImageReferrer::digest,
                PageTokens.of(caller.realm(), request),
                Optional.of(request.maxResults().orElse(USUAL)),
                request.nextToken());
        return ListImageReferrersResponse.builder()
                .referrers(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    private ImageReferrer shape(Image image, RepositoryKey key) throws IOException {
        byte[] bytes = images.manifest(image, key);
        Manifest manifest = Manifest.stored(bytes, image.mediaType());
        return ImageReferrer.builder()
                .digest(image.digest())
                .mediaType(image.mediaType())
                .size((long) bytes.length)
                .artifactType(EcrShapes.some(manifest.artifactType()))
                .annotations(manifest.annotations())
                .artifactStatus(ImageStatus.of(image))
                .build();
    }
}
