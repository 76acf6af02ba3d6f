package io.argosy.registry.distribution;

import io.argosy.registry.blobs.Digest;
import io.argosy.registry.blobs.RepositoryKey;
import io.argosy.registry.images.Image;
import io.argosy.registry.images.Images;
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
    private static final int MOST = 100;
    private static final long MOST_BYTES = 3 << 20;

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
        Page page = page(exchange, repository, subject);
        if (exchange.query("artifactType").isPresent()) {
            exchange.with("OCI-Filters-Applied", "artifactType");
        }
        page.next().ifPresent(query -> exchange.with("Link", "<" + at.path() + query + ">; rel=\"next\""));
        String body = JsonTree.write(index(page.descriptors()));
        exchange.answer(200, MediaTypes.OCI_INDEX, body.getBytes(StandardCharsets.UTF_8));
    }

    /// Some of the descriptors, and the query that asks for the next.
    private record Page(List<Object> descriptors, Optional<String> next) {}

    /// Every manifest on a page is read, so a page ends after so many, and before its annotations become too much for
    /// one manifest; with a filter it may hold few descriptors or none.
    private Page page(Exchange exchange, RepositoryKey repository, Digest subject) throws IOException {
        Optional<String> wanted = exchange.query("artifactType");
        String after = exchange.query("last").orElse("");
        List<Object> descriptors = new ArrayList<>();
        int read = 0;
        long bytesRead = 0;
        String last = after;
        for (Image image : images.referrers(repository, subject)) {
            if (image.digest().compareTo(after) <= 0) {
                continue;
            }
            if (read == MOST || bytesRead > MOST_BYTES) {
                return new Page(descriptors, Optional.of(next(last, wanted)));
            }
            byte[] bytes = images.manifest(image, repository);
            Manifest manifest = Manifest.stored(bytes, image.mediaType());
            if (wanted.isEmpty() || wanted.get().equals(manifest.artifactType())) {
                descriptors.add(descriptor(manifest, image.digest(), bytes.length));
            }
            read++;
            bytesRead += bytes.length;
            last = image.digest();
        }
        return new Page(descriptors, Optional.empty());
    }

    private static String next(String last, Optional<String> artifactType) {
        String from = "?last=" + Exchange.escaped(last);
        return artifactType
                .map(type -> from + "&artifactType=" + Exchange.escaped(type))
                .orElse(from);
    }

    private static Map<String, Object> index(List<Object> descriptors) {
        Map<String, Object> index = new LinkedHashMap<>();
        index.put("schemaVersion", 2);
        index.put("mediaType", MediaTypes.OCI_INDEX);
        index.put("manifests", descriptors);
        return index;
    }

    private static Map<String, Object> descriptor(Manifest manifest, String digest, int size) {
        Map<String, Object> descriptor = new LinkedHashMap<>();
        descriptor.put("mediaType", manifest.mediaType());
        descriptor.put("digest", digest);
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
