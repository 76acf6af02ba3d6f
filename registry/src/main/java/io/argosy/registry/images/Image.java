package io.argosy.registry.images;

import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
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
        implements AccountEntity {
    public static final Index<Image> BY_REPOSITORY = new Index<>("repository", image -> List.of(image.repository()));
    public static final Index<Image> BY_TAG = new Index<>("tag", image -> image.within(image.imageTags()));
    public static final Index<Image> BY_SUBJECT = new Index<>(
            "subject", image -> image.subject().isEmpty() ? List.of() : image.within(List.of(image.subject())));
    public static final Index<Image> BY_LISTED = new Index<>("listed", image -> image.within(image.listed()));
    public static final Kind<Image> KIND = Kind.of("Image", Image.class)
            .indexed(BY_REPOSITORY)
            .indexed(BY_TAG)
            .indexed(BY_SUBJECT)
            .indexed(BY_LISTED);

    public Image {
        imageTags = List.copyOf(imageTags);
        references = List.copyOf(references);
    }

    @Override
    public String key() {
        return key(repository, digest);
    }

    static String key(String repository, String digest) {
        return repository + "@" + digest;
    }

    /// What an image of this repository is found by: no name of a repository has an `@`.
    static String word(String repository, String of) {
        return repository + "@" + of;
    }

    private List<String> within(List<String> words) {
        return words.stream().map(of -> word(repository, of)).distinct().toList();
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
