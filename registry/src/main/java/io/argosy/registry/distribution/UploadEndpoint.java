package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.Upload;
import io.argosy.registry.blobs.UploadTooLarge;
import io.argosy.registry.blobs.Uploads;
import io.argosy.registry.blobs.Uploads.Found;
import java.io.IOException;
import java.util.Optional;

/// `/v2/<name>/blobs/uploads/…`: blobs come in at once, in a stream, or in chunks that can be resumed; or they are
/// mounted from another repository.
final class UploadEndpoint {
    private static final String PART = "ecr:UploadLayerPart";

    private final Blobs blobs;
    private final Uploads uploads;
    private final KnownRepositories repositories;

    UploadEndpoint(Blobs blobs, KnownRepositories repositories) {
        this.blobs = blobs;
        this.uploads = blobs.uploads();
        this.repositories = repositories;
    }

    void serve(Exchange exchange, Address.Uploads at) throws IOException {
        if (!exchange.method().equals("POST")) {
            throw OciError.unsupported("uploads are begun by POST").thrown();
        }
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:InitiateLayerUpload");
        repositories.knownOrMade(repository);
        if (mounted(exchange, repository)) {
            return;
        }
        Optional<String> digest = exchange.query("digest");
        if (digest.isPresent()) {
            finish(exchange, repository, uploads.start(repository), BlobEndpoint.digest(digest.get()));
        } else {
            begin(exchange, repository);
        }
    }

    void serve(Exchange exchange, Address.UploadAt at) throws IOException {
        RepositoryKey repository = exchange.repository(at.repository(), PART);
        switch (exchange.method()) {
            case "GET", "HEAD" -> status(exchange, repository, at.id());
            case "PATCH" -> append(exchange, repository, at.id());
            case "PUT" -> {
                Digest digest = BlobEndpoint.digest(exchange.query("digest").orElse(""));
                finish(exchange, repository, lease(repository, at.id()), digest);
            }
            case "DELETE" -> cancel(exchange, repository, at.id());
            default ->
                throw OciError.unsupported(exchange.method() + " is not for uploads")
                        .thrown();
        }
    }

    private boolean mounted(Exchange exchange, RepositoryKey to) throws IOException {
        Optional<Digest> digest = exchange.query("mount").flatMap(Digest::parse);
        Optional<String> from = exchange.query("from").filter(RepositoryKey::valid);
        if (digest.isEmpty() || from.isEmpty()) {
            return false;
        }
        RepositoryKey source = exchange.repository(from.get(), "ecr:GetDownloadUrlForLayer");
        if (!blobs.mount(source, to, digest.get())) {
            return false;
        }
        created(exchange, to, digest.get());
        return true;
    }

    private void begin(Exchange exchange, RepositoryKey repository) throws IOException {
        String id;
        try (Uploads.Lease lease = uploads.start(repository)) {
            id = lease.upload().id();
        }
        standing(exchange, repository, id, 0).answer(202);
    }

    private void status(Exchange exchange, RepositoryKey repository, String id) throws IOException {
        long offset = uploads.offset(repository, id)
                .orElseThrow(() -> OciError.uploadUnknown(id).thrown());
        standing(exchange, repository, id, offset).answer(204);
    }

    private void append(Exchange exchange, RepositoryKey repository, String id) throws IOException {
        long offset;
        try (Uploads.Lease lease = lease(repository, id)) {
            receive(exchange, repository, lease.upload());
            offset = lease.upload().offset();
        }
        standing(exchange, repository, id, offset).answer(202);
    }

    private void finish(Exchange exchange, RepositoryKey repository, Uploads.Lease taken, Digest announced)
            throws IOException {
        boolean good;
        try (Uploads.Lease lease = taken) {
            receive(exchange, repository, lease.upload());
            good = blobs.finish(repository, lease.upload(), announced);
            if (!good) {
                uploads.discard(lease);
            }
        }
        if (!good) {
            throw OciError.digestInvalid("the uploaded content does not have the digest " + announced)
                    .thrown();
        }
        created(exchange, repository, announced);
    }

    private void cancel(Exchange exchange, RepositoryKey repository, String id) throws IOException {
        try (Uploads.Lease lease = lease(repository, id)) {
            uploads.discard(lease);
        }
        exchange.answer(204);
    }

    private Uploads.Lease lease(RepositoryKey repository, String id) {
        return switch (uploads.find(repository, id)) {
            case Found.Here(Uploads.Lease lease) -> lease;
            case Found.Unknown() -> throw OciError.uploadUnknown(id).thrown();
            case Found.InUse() ->
                throw OciError.uploadInvalid(409, "another request is sending this upload")
                        .thrown();
        };
    }

    private static void receive(Exchange exchange, RepositoryKey repository, Upload upload) throws IOException {
        checkRange(exchange, repository, upload);
        try {
            upload.append(exchange.body());
        } catch (UploadTooLarge tooLarge) {
            throw OciError.tooLarge(String.valueOf(tooLarge.getMessage())).thrown();
        }
    }

    private static void checkRange(Exchange exchange, RepositoryKey repository, Upload upload) throws IOException {
        Optional<String> header = exchange.header("Content-Range");
        if (header.isEmpty()) {
            return;
        }
        ByteRange range = ByteRange.chunk(header.get())
                .orElseThrow(() -> OciError.uploadInvalid(400, "not a Content-Range: " + header.get())
                        .thrown());
        if (range.first() != upload.offset()) {
            standing(exchange, repository, upload.id(), upload.offset());
            throw OciError.uploadInvalid(416, "the upload goes on at " + upload.offset())
                    .thrown();
        }
        if (exchange.announcedBytes() >= 0 && exchange.announcedBytes() != range.length()) {
            throw OciError.uploadInvalid(400, "Content-Range and Content-Length disagree")
                    .thrown();
        }
    }

    private static Exchange standing(Exchange exchange, RepositoryKey repository, String id, long offset) {
        return exchange.with("Location", "/v2/" + repository.name() + "/blobs/uploads/" + id)
                .with("Docker-Upload-UUID", id)
                .with("Range", "0-" + Math.max(0, offset - 1));
    }

    private static void created(Exchange exchange, RepositoryKey repository, Digest digest) throws IOException {
        exchange.with("Location", "/v2/" + repository.name() + "/blobs/" + digest)
                .with("Docker-Content-Digest", digest.toString())
                .answer(201);
    }
}
