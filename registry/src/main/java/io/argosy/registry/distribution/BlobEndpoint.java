package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import java.io.IOException;
import java.nio.file.Path;

/// `/v2/<name>/blobs/<digest>`: whether a blob is here, and its bytes. Blobs go with their images, never by themselves.
final class BlobEndpoint {
    private static final String BYTES = "application/octet-stream";

    private final Blobs blobs;
    private final KnownRepositories repositories;

    BlobEndpoint(Blobs blobs, KnownRepositories repositories) {
        this.blobs = blobs;
        this.repositories = repositories;
    }

    void serve(Exchange exchange, Address.BlobAt at) throws IOException {
        switch (exchange.method()) {
            case "GET" -> send(exchange, at, "ecr:GetDownloadUrlForLayer");
            case "HEAD" -> send(exchange, at, "ecr:BatchCheckLayerAvailability");
            case "DELETE" ->
                throw OciError.unsupported("a blob is deleted with the last image that needs it")
                        .thrown();
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

    static Digest digest(String text) {
        return Digest.parse(text)
                .orElseThrow(() ->
                        OciError.digestInvalid("not a sha256 digest: " + text).thrown());
    }
}
