package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.InvalidManifest;
import io.argosy.registry.images.Manifest;
import io.argosy.registry.images.Pushed;
import io.argosy.registry.images.Reference;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.PutImageRequest;
import io.argosy.shapes.ecr.PutImageResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// `PutImage`: stores a manifest whose layers are here, under a tag or its digest alone.
public final class PutImage implements Operation<PutImageRequest, PutImageResponse> {
    private final Images images;
    private final NamedRepositories named;

    public PutImage(Images images, NamedRepositories named) {
        this.images = images;
        this.named = named;
    }

    @Override
    public OperationModel<PutImageRequest, PutImageResponse> model() {
        return Ecr.PUT_IMAGE;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutImageRequest request) {
        return RepositoryPermissions.on("ecr:PutImage", caller, request.repositoryName(), request.registryId());
    }

    @Override
    public PutImageResponse handle(Caller caller, PutImageRequest request) {
        RepositoryKey key = named.key(caller, request.repositoryName(), request.registryId());
        String tag = request.imageTag().orElse("");
        if (!tag.isEmpty() && !Reference.isTag(tag)) {
            throw EcrErrors.invalidParameter("imageTag", "not an image tag").thrown();
        }
        byte[] bytes = request.imageManifest().getBytes(StandardCharsets.UTF_8);
        Manifest manifest = manifest(request, bytes);
        return switch (pushed(key, manifest, bytes, tag)) {
            case Pushed.Stored(Image image) ->
                PutImageResponse.builder()
                        .image(ImageShape.of(images, key, image, tag))
                        .build();
            case Pushed.Unchanged(Image image) ->
                throw EcrErrors.imageExists(key, image.digest(), tag).thrown();
            case Pushed.NoRepository() -> throw NamedRepositories.notFound(key);
            case Pushed.Missing(var digests) ->
                throw EcrErrors.missing(key, manifest.isIndex(), digests).thrown();
            case Pushed.OtherSize(var said, long size) ->
                throw EcrErrors.invalidParameter(
                                "ImageManifest",
                                said.digest() + " has " + size + " bytes, the manifest says " + said.size())
                        .thrown();
            case Pushed.TagTaken(String taken, String _) ->
                throw EcrErrors.tagImmutable(key, taken).thrown();
        };
    }

    private Pushed pushed(RepositoryKey key, Manifest manifest, byte[] bytes, String tag) {
        try {
            return images.push(key, manifest, bytes, tag);
        } catch (DiskFull full) {
            throw EcrErrors.limitExceeded(String.valueOf(full.getMessage())).thrown();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Content is named by SHA-256 unless the caller names it otherwise.
    private static Algorithm algorithm(PutImageRequest request) {
        return request.imageDigest()
                .flatMap(Digest::parse)
                .map(Digest::algorithm)
                .orElse(Algorithm.SHA256);
    }

    private static Manifest manifest(PutImageRequest request, byte[] bytes) {
        try {
            Manifest manifest =
                    Manifest.parse(bytes, request.imageManifestMediaType().orElse(""), algorithm(request));
            String announced = request.imageDigest().orElse(manifest.digest().toString());
            if (!announced.equals(manifest.digest().toString())) {
                throw EcrErrors.otherDigest(announced, manifest.digest().toString())
                        .thrown();
            }
            return manifest;
        } catch (InvalidManifest invalid) {
            throw EcrErrors.invalidParameter("ImageManifest", invalid.because()).thrown();
        }
    }
}
