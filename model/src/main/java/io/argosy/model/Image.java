package io.argosy.model;

import java.time.Instant;
import java.util.List;

/// A manifest in a repository and the tags that name it. Its bytes are a blob under `digest`;
/// `references` are the digests of the blobs and manifests it needs.
public record Image(
        String repository,
        String digest,
        String mediaType,
        String artifactMediaType,
        long sizeBytes,
        List<String> imageTags,
        List<String> references,
        Instant pushedAt,
        Instant lastPulledAt)
        implements Entity {

    public Image {
        imageTags = List.copyOf(imageTags);
        references = List.copyOf(references);
    }

    @Override
    public String key() {
        return repository + "@" + digest;
    }

    public Image tagged(List<String> newTags) {
        return new Image(
                repository,
                digest,
                mediaType,
                artifactMediaType,
                sizeBytes,
                newTags,
                references,
                pushedAt,
                lastPulledAt);
    }
}
