package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Removed;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.BatchDeleteImageRequest;
import io.argosy.shapes.ecr.BatchDeleteImageResponse;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ImageFailure;
import io.argosy.shapes.ecr.ImageIdentifier;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `BatchDeleteImage`: images go by digest; a tag goes by itself, and with its last tag the image.
public final class BatchDeleteImage implements Operation<BatchDeleteImageRequest, BatchDeleteImageResponse> {
    private final Removals removals;
    private final NamedRepositories named;

    public BatchDeleteImage(Removals removals, NamedRepositories named) {
        this.removals = removals;
        this.named = named;
    }

    @Override
    public OperationModel<BatchDeleteImageRequest, BatchDeleteImageResponse> model() {
        return Ecr.BATCH_DELETE_IMAGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, BatchDeleteImageRequest request) {
        return RepositoryPermissions.on("ecr:BatchDeleteImage", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public BatchDeleteImageResponse handle(Caller caller, BatchDeleteImageRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        List<ImageIdentifier> gone = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            Optional<WantedImage.Failed> unreadable = unreadable(id);
            if (unreadable.isPresent()) {
                failures.add(unreadable.get().of(id));
                continue;
            }
            switch (removed(key, id)) {
                case Removed.Gone(String digest, List<String> tags) -> gone.addAll(ids(digest, tags));
                case Removed.NotFound() -> failures.add(WantedImage.NOT_FOUND.of(id));
                case Removed.OtherDigest() -> failures.add(WantedImage.OTHER_DIGEST.of(id));
                case Removed.Referenced(List<String> by) ->
                    failures.add(referenced(by).of(id));
            }
        }
        return BatchDeleteImageResponse.builder()
                .imageIds(gone)
                .failures(failures)
                .build();
    }

    private static Optional<WantedImage.Failed> unreadable(ImageIdentifier id) {
        if (id.imageDigest().isEmpty() && id.imageTag().isEmpty()) {
            return Optional.of(WantedImage.UNNAMED);
        }
        return id.imageDigest().filter(text -> Digest.parse(text).isEmpty()).map(WantedImage::badDigest);
    }

    private Removed removed(RepositoryKey key, ImageIdentifier id) {
        return id.imageTag()
                .map(tag -> removals.untagOrRemove(key, tag, id.imageDigest().orElse("")))
                .orElseGet(() -> removals.remove(
                        key, id.imageDigest().flatMap(Digest::parse).orElseThrow()));
    }

    private static List<ImageIdentifier> ids(String digest, List<String> tags) {
        return tags.isEmpty()
                ? List.of(EcrShapes.id(digest, ""))
                : tags.stream().map(tag -> EcrShapes.id(digest, tag)).toList();
    }

    private static WantedImage.Failed referenced(List<String> by) {
        return new WantedImage.Failed(
                "ImageReferencedByManifestList", "Requested image referenced by manifest list: " + by);
    }
}
