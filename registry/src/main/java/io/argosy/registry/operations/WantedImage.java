package io.argosy.registry.operations;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.Reference;
import io.argosy.shapes.ecr.ImageFailure;
import io.argosy.shapes.ecr.ImageIdentifier;
import java.util.Optional;

/// An image as a request names it: by digest, by tag, or by both, which must agree.
sealed interface WantedImage {
    record Found(Image image) implements WantedImage {}

    record Failed(String code, String reason) implements WantedImage {
        ImageFailure of(ImageIdentifier id) {
            return ImageFailure.builder()
                    .imageId(id)
                    .failureCode(code)
                    .failureReason(reason)
                    .build();
        }
    }

    Failed NOT_FOUND = new Failed("ImageNotFound", "Requested image not found");
    Failed UNNAMED =
            new Failed("MissingDigestAndTag", "Invalid request parameters: both tag and digest cannot be null");
    Failed INACCESSIBLE = new Failed("ImageInaccessible", "Requested image is archived");
    Failed OTHER_DIGEST = new Failed("ImageTagDoesNotMatchDigest", "Requested image tag does not match image digest");

    static Failed badDigest(String digest) {
        return new Failed("InvalidImageDigest", "Invalid request parameters: not an image digest: " + digest);
    }

    static WantedImage find(Images images, RepositoryKey key, ImageIdentifier id) {
        Optional<String> digestText = id.imageDigest();
        Optional<Digest> digest = digestText.flatMap(Digest::parse);
        if (digestText.isPresent() && digest.isEmpty()) {
            return badDigest(digestText.get());
        }
        Optional<Reference> reference =
                id.imageTag().<Reference>map(Reference.ByTag::new).or(() -> digest.map(Reference.ByDigest::new));
        if (reference.isEmpty()) {
            return UNNAMED;
        }
        Optional<Image> image = images.find(key, reference.get());
        if (image.isEmpty()) {
            return NOT_FOUND;
        }
        boolean agrees =
                digest.isEmpty() || digest.get().toString().equals(image.get().digest());
        return agrees ? new Found(image.get()) : OTHER_DIGEST;
    }

    /// The image, or the refusal of operations that are about one.
    static Image required(Images images, RepositoryKey key, ImageIdentifier id) {
        return switch (find(images, key, id)) {
            case Found(Image image) -> image;
            case Failed failed
            when failed.equals(UNNAMED) ->
                throw EcrErrors.invalidParameter("imageId", failed.reason()).thrown();
            case Failed _ ->
                throw EcrErrors.imageNotFound(
                                key, id.imageDigest().orElse(""), id.imageTag().orElse(""))
                        .thrown();
        };
    }
}
