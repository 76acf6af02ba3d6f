package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Removed;
import java.io.IOException;
import java.nio.file.Path;

/// `/v2/<name>/blobs/<digest>`: whether a blob is here, and its bytes. A blob that no image of the repository needs can
/// be deleted, if the server is set so; the others go some time after their images.
final class BlobEndpoint {
    private static final String BYTES = "application/octet-stream";

    private final Blobs blobs;
    private final Removals removals;
    private final KnownRepositories repositories;
    private final boolean deleting;

    BlobEndpoint(Blobs blobs, Removals removals, KnownRepositories repositories, boolean deleting) {
        this.blobs = blobs;
        this.removals = removals;
        this.repositories = repositories;
        this.deleting = deleting;
    }

    void serve(Exchange exchange, Address.BlobAt at) throws IOException {
        switch (exchange.method()) {
            case "GET" -> send(exchange, at, "ecr:GetDownloadUrlForLayer");
            case "HEAD" -> send(exchange, at, "ecr:BatchCheckLayerAvailability");
            case "DELETE" -> delete(exchange, at);
            default ->
                throw OciError.unsupported(exchange.method() + " is not for blobs")
                        .thrown();
        }
    }

    private void send(Exchange exchange, Address.BlobAt at, String action) throws IOException {
        RepositoryKey repository = exchange.repository(at.repository(), action);
        Digest digest = digest(at.digest());
        repositories.known(repository);
        Path file = blobs.want(repository, digest)
                .orElseThrow(() -> OciError.blobUnknown(at.digest()).thrown());
        FileSender.send(exchange.with("Docker-Content-Digest", digest.toString()), file, BYTES);
    }

    /// ECR has no permission for it; who may delete images may delete what no image needs.
    private void delete(Exchange exchange, Address.BlobAt at) throws IOException {
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:BatchDeleteImage");
        if (!deleting) {
            throw OciError.unsupported("blobs go with their images here (registry.delete-blobs)")
                    .thrown();
        }
        Digest digest = digest(at.digest());
        repositories.known(repository);
        switch (removals.removeBlob(repository, digest)) {
            case Removed.Gone _ -> exchange.answer(202);
            case Removed.NotFound(), Removed.OtherDigest() ->
                throw OciError.blobUnknown(at.digest()).thrown();
            case Removed.Referenced(var by) ->
                throw OciError.stillNeeded("the blob is needed by " + by).thrown();
        }
    }

    static Digest digest(String text) {
        return Digest.parse(text)
                .orElseThrow(() -> OciError.digestInvalid("neither a sha256 nor a sha512 digest: " + text)
                        .thrown());
    }
}
