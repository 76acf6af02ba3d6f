package io.argosy.registry.operations;

import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.shapes.ecr.Image;
import java.nio.charset.StandardCharsets;

/// An image with its manifest, as ECR shows it.
final class ImageShape {
    private ImageShape() {}

    static Image of(Images images, RepositoryKey key, io.argosy.registry.images.Image image, String tag) {
        byte[] manifest = DiskErrors.with(() -> images.manifest(image, key));
        return Image.builder()
                .registryId(key.realm().account())
                .repositoryName(key.name())
                .imageId(EcrShapes.id(image.digest(), tag))
                .imageManifest(new String(manifest, StandardCharsets.UTF_8))
                .imageManifestMediaType(image.mediaType())
                .build();
    }
}
