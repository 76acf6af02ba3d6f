package io.argosy.registry.distribution;

import io.argosy.model.Image;
import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Images;
import io.argosy.registry.images.InvalidManifest;
import io.argosy.registry.images.Manifest;
import io.argosy.registry.images.MediaTypes;
import io.argosy.shapes.json.JsonTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `/v2/<name>/referrers/<digest>`: what is about a manifest (signatures, bills of materials), as an OCI index.
final class ReferrersEndpoint {
    private final Images images;
    private final KnownRepositories repositories;

    ReferrersEndpoint(Images images, KnownRepositories repositories) {
        this.images = images;
        this.repositories = repositories;
    }

    void serve(Exchange exchange, Address.Referrers at) throws IOException {
        if (!exchange.method().equals("GET") && !exchange.headOnly()) {
            throw OciError.unsupported("referrers are read by GET").thrown();
        }
        RepositoryKey repository = exchange.repository(at.repository(), "ecr:ListImageReferrers");
        Digest subject = BlobEndpoint.digest(at.digest());
        repositories.known(repository);
        Optional<String> artifactType = exchange.query("artifactType");
        if (artifactType.isPresent()) {
            exchange.with("OCI-Filters-Applied", "artifactType");
        }
        String body = JsonTree.write(index(repository, subject, artifactType));
        exchange.answer(200, MediaTypes.OCI_INDEX, body.getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> index(RepositoryKey repository, Digest subject, Optional<String> artifactType)
            throws IOException {
        List<Object> descriptors = new ArrayList<>();
        for (Image image : images.referrers(repository, subject)) {
            byte[] bytes = images.manifest(image, repository);
            Manifest manifest = manifest(bytes, image);
            if (artifactType.isEmpty() || artifactType.get().equals(manifest.artifactType())) {
                descriptors.add(descriptor(manifest, bytes.length));
            }
        }
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaTypes.OCI_INDEX);
        index.put("manifests", descriptors);
        return index;
    }

    private static Manifest manifest(byte[] bytes, Image image) {
        try {
            return Manifest.parse(bytes, image.mediaType());
        } catch (InvalidManifest impossible) {
            throw new IllegalStateException("the stored manifest " + image.key() + " is not valid", impossible);
        }
    }

    private static Map<String, Object> descriptor(Manifest manifest, int size) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", manifest.mediaType());
        descriptor.put("digest", manifest.digest());
        descriptor.put("size", size);
        if (!manifest.artifactType().isEmpty()) {
            descriptor.put("artifactType", manifest.artifactType());
        }
        if (!manifest.annotations().isEmpty()) {
            descriptor.put("annotations", manifest.annotations());
        }
        return descriptor;
    }
}
