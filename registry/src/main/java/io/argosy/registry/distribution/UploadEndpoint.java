package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Blobs;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.blobs.StorageFailed;
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

    void serve(Exchange exchange, Address.Uploads at) throws IOException, DiskFull {
        if (!exchange.method().equals("POST")) {
            throw OciError.unsupported("uploads are begun by POST").thrown();
        }
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:InitiateLayerUpload");
        repositories.knownOrMade(exchange, repository);
        if (mounted(exchange, repository)) {
            return;
        }
        Optional<String> digest = exchange.query("digest");
        if (digest.isPresent()) {
            Digest announced = BlobEndpoint.digest(digest.get());
            Uploads.Lease lease = uploads.start(repository, announced.algorithm());
            finish(exchange, repository, new Part(lease, Broken.FORGOTTEN), announced);
        } else {
            begin(exchange, repository);
        }
    }

    void serve(Exchange exchange, Address.UploadAt at) throws IOException, DiskFull {
        RepositoryKey repository = exchange.repository(at.repository(), PART);
        repositories.known(repository);
        switch (exchange.method()) {
            case "GET", "HEAD" -> status(exchange, repository, at.id());
            case "PATCH" -> append(exchange, repository, at.id());
            case "PUT" -> {
                Digest digest = BlobEndpoint.digest(exchange.query("digest").orElse(""));
                finish(exchange, repository, new Part(lease(repository, at.id()), Broken.KEPT), digest);
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
        String algorithm = exchange.query("digest-algorithm").orElse("sha256");
        Algorithm known = Algorithm.parse(algorithm)
                .orElseThrow(() -> OciError.digestInvalid("digests are made by sha256 or sha512, not " + algorithm)
                        .thrown());
        String id;
        try (Uploads.Lease lease = uploads.start(repository, known)) {
            id = lease.upload().id();
        }
        standing(exchange, repository, id, 0).answer(202);
    }

    private void status(Exchange exchange, RepositoryKey repository, String id) throws IOException {
        long offset = uploads.offset(repository, id)
                .orElseThrow(() -> OciError.uploadUnknown(id).thrown());
        standing(exchange, repository, id, offset).answer(204);
    }

    /// What becomes of an upload whose client goes away in the middle: a part can be sent again from where it broke,
    /// but nobody knows the name of what came in a single request.
    private enum Broken {
        KEPT,
        FORGOTTEN
    }

    /// A request's part of an upload.
    private record Part(Uploads.Lease lease, Broken broken) {
        Upload upload() {
            return lease.upload();
        }
    }

    private void append(Exchange exchange, RepositoryKey repository, String id) throws IOException, DiskFull {
        long offset;
        try (Uploads.Lease lease = lease(repository, id)) {
            receive(exchange, repository, new Part(lease, Broken.KEPT));
            offset = lease.upload().offset();
        }
        standing(exchange, repository, id, offset).answer(202);
    }

    private void finish(Exchange exchange, RepositoryKey repository, Part part, Digest announced)
            throws IOException, DiskFull {
        try (Uploads.Lease lease = part.lease()) {
            receive(exchange, repository, part);
            Blobs.Finish finish = stored(repository, part, announced);
            if (finish != Blobs.Finish.STORED) {
                uploads.discard(lease);
            }
            switch (finish) {
                case STORED -> {}
                case OTHER_DIGEST ->
                    throw OciError.digestInvalid("the uploaded content does not have the digest " + announced)
                            .thrown();
                case NO_REPOSITORY ->
                    throw OciError.nameUnknown(
                                    repository.name(), repository.realm().account())
                            .thrown();
            }
        }
        created(exchange, repository, announced);
    }

    private Blobs.Finish stored(RepositoryKey repository, Part part, Digest announced) throws IOException {
        try {
            return blobs.finish(repository, part.upload(), announced);
        } catch (StorageFailed failure) {
            uploads.discard(part.lease());
            throw failure;
        }
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

    /// What cannot become a blob any more is removed at once: it would only fill the disk.
    private void receive(Exchange exchange, RepositoryKey repository, Part part) throws IOException, DiskFull {
        boolean keep = part.broken() == Broken.KEPT;
        try {
            checkRange(exchange, repository, part.upload());
            part.upload().append(exchange.body(), exchange.announcedBytes());
            keep = true;
        } catch (UploadTooLarge tooLarge) {
            keep = false;
            throw OciError.tooLarge(String.valueOf(tooLarge.getMessage())).thrown();
        } catch (DiskFull | StorageFailed full) {
            keep = false;
            throw full;
        } finally {
            if (!keep) {
                uploads.discard(part.lease());
            }
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
