package io.argosy.model;

import java.time.Instant;
import java.util.List;

/// A manifest in a repository and the tags that name it. Its bytes are a blob under `digest`; `references` are the
/// digests of the blobs and manifests it needs, `subject` the digest of the manifest it is about (empty for none).
/// `lastPulledAt` is the epoch until it is pulled.
public record Image(
        String repository,
        String digest,
        String mediaType,
        String artifactMediaType,
        String subject,
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

    /// The manifests it lists, if it is an index: an image of its own has a config, and with it an artifact type.
    public List<String> listed() {
        return artifactMediaType.isEmpty() ? references : List.of();
    }

    public boolean wasPulled() {
        return lastPulledAt.isAfter(Instant.EPOCH);
    }

    public Image tagged(List<String> newTags) {
        return with(newTags, lastPulledAt);
    }

    public Image pulled(Instant at) {
        return with(imageTags, at);
    }

    private Image with(List<String> newTags, Instant pulledAt) {
        return new Image(
                repository,
                digest,
                mediaType,
                artifactMediaType,
                subject,
                sizeBytes,
                newTags,
                references,
                pushedAt,
                pulledAt);
    }
}
