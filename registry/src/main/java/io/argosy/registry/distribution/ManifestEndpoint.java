package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.DiskFull;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.InvalidManifest;
import io.argosy.registry.images.Manifest;
import io.argosy.registry.images.Pushed;
import io.argosy.registry.images.Reference;
import io.argosy.registry.images.Removals;
import io.argosy.registry.images.Removed;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// `/v2/<name>/manifests/<reference>`: images by tag or digest.
final class ManifestEndpoint {
    private static final int MOST_TAGS = 100;

    private final Images images;
    private final Removals removals;
    private final KnownRepositories repositories;
    private final int manifestBytes;

    ManifestEndpoint(Images images, Removals removals, KnownRepositories repositories, int manifestBytes) {
        this.images = images;
        this.removals = removals;
        this.repositories = repositories;
        this.manifestBytes = manifestBytes;
    }

    void serve(Exchange exchange, Address.ManifestAt at) throws IOException, DiskFull {
        switch (exchange.method()) {
            case "GET", "HEAD" -> send(exchange, at);
            case "PUT" -> put(exchange, at);
            case "DELETE" -> delete(exchange, at);
            default ->
                throw OciError.unsupported(exchange.method() + " is not for manifests")
                        .thrown();
        }
    }

    private void send(Exchange exchange, Address.ManifestAt at) throws IOException {
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:BatchGetImage");
        repositories.known(repository);
        Image image = Reference.parse(at.reference())
                .flatMap(reference -> images.find(repository, reference))
                .filter(found -> !found.times().archived())
                .orElseThrow(() -> OciError.manifestUnknown(at.reference()).thrown());
        if (!Accept.allows(exchange.values("Accept"), image.mediaType())) {
            throw OciError.manifestUnknown(at.reference() + " is " + image.mediaType() + ", which is not accepted")
                    .thrown();
        }
        byte[] bytes = images.manifest(image, repository);
        if (!exchange.headOnly()) {
            images.pulled(repository, image, exchange.caller().principal());
        }
        exchange.with("Docker-Content-Digest", image.digest())
                .with("ETag", "\"" + image.digest() + "\"")
                .answer(200, image.mediaType(), bytes);
    }

    private void put(Exchange exchange, Address.ManifestAt at) throws IOException, DiskFull {
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:PutImage");
        Reference reference = Reference.parse(at.reference())
                .orElseThrow(() -> OciError.manifestInvalid("neither a tag nor a digest: " + at.reference())
                        .thrown());
        byte[] bytes = body(exchange);
        Manifest manifest = manifest(exchange, bytes, reference);
        repositories.knownOrMade(exchange, repository);
        switch (reference) {
            case Reference.ByTag(String tag) -> push(repository, manifest, bytes, tag);
            case Reference.ByDigest(var digest) -> {
                if (!digest.equals(manifest.digest())) {
                    throw OciError.digestInvalid("the manifest has the digest " + manifest.digest())
                            .thrown();
                }
                pushTagged(exchange, repository, manifest, bytes);
            }
        }
        answer(exchange, repository, manifest);
    }

    /// By digest, and under the tags that the query names.
    private void pushTagged(Exchange exchange, RepositoryKey repository, Manifest manifest, byte[] bytes)
            throws IOException, DiskFull {
        List<String> tags = exchange.queries("tag");
        if (tags.size() > MOST_TAGS) {
            throw new OciError(414, OciCode.UNSUPPORTED, "at most " + MOST_TAGS + " tags a request").thrown();
        }
        for (String tag : tags) {
            if (!Reference.isTag(tag)) {
                throw OciError.manifestInvalid("not a tag: " + tag).thrown();
            }
        }
        if (tags.isEmpty()) {
            push(repository, manifest, bytes, "");
            return;
        }
        for (String tag : tags) {
            push(repository, manifest, bytes, tag);
        }
        exchange.with("OCI-Tag", String.join(", ", tags));
    }

    private byte[] body(Exchange exchange) throws IOException {
        try (InputStream in = exchange.body()) {
            byte[] bytes = in.readNBytes(manifestBytes + 1);
            if (bytes.length > manifestBytes) {
                throw OciError.tooLarge("a manifest may have at most " + manifestBytes + " bytes")
                        .thrown();
            }
            return bytes;
        }
    }

    private static Manifest manifest(Exchange exchange, byte[] bytes, Reference reference) {
        Algorithm algorithm =
                reference instanceof Reference.ByDigest(var digest) ? digest.algorithm() : Algorithm.SHA256;
        try {
            return Manifest.parse(bytes, exchange.header("Content-Type").orElse(""), algorithm);
        } catch (InvalidManifest invalid) {
            throw OciError.manifestInvalid(invalid.because()).thrown();
        }
    }

    private static void answer(Exchange exchange, RepositoryKey repository, Manifest manifest) throws IOException {
        if (!manifest.subject().isEmpty()) {
            exchange.with("OCI-Subject", manifest.subject());
        }
        String digest = manifest.digest().toString();
        exchange.with("Location", "/v2/" + repository.name() + "/manifests/" + digest)
                .with("Docker-Content-Digest", digest)
                .answer(201);
    }

    private void push(RepositoryKey repository, Manifest manifest, byte[] bytes, String tag)
            throws IOException, DiskFull {
        switch (images.push(repository, manifest, bytes, tag)) {
            case Pushed.Stored _, Pushed.Unchanged _ -> {}
            case Pushed.NoRepository() ->
                throw OciError.nameUnknown(repository.name(), repository.realm().account())
                        .thrown();
            case Pushed.Missing(var digests) ->
                throw new OciError(
                                400,
                                OciCode.MANIFEST_BLOB_UNKNOWN,
                                "not in the repository: " + String.join(", ", digests))
                        .thrown();
            case Pushed.OtherSize(var said, long size) ->
                throw OciError.manifestInvalid(
                                said.digest() + " has " + size + " bytes, the manifest says " + said.size())
                        .thrown();
            case Pushed.TagTaken(String taken, String _) ->
                throw OciError.tagInvalid("The image tag '" + taken + "' already exists in the '" + repository.name()
                                + "' repository and cannot be overwritten because the tag is immutable.")
                        .thrown();
        }
    }

    private void delete(Exchange exchange, Address.ManifestAt at) throws IOException {
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:BatchDeleteImage");
        repositories.known(repository);
        Reference reference = Reference.parse(at.reference())
                .orElseThrow(() -> OciError.manifestUnknown(at.reference()).thrown());
        Removed removed = switch (reference) {
            case Reference.ByTag(String tag) -> removals.untag(repository, tag);
            case Reference.ByDigest(var digest) -> removals.remove(repository, digest);
        };
        switch (removed) {
            case Removed.Gone _ -> exchange.answer(202);
            case Removed.NotFound(), Removed.OtherDigest() ->
                throw OciError.manifestUnknown(at.reference()).thrown();
            case Removed.Referenced(var by) ->
                throw OciError.stillNeeded("Requested image referenced by manifest list: " + by)
                        .thrown();
        }
    }
}
