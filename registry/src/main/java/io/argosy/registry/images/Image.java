package io.argosy.registry.images;

import io.argosy.lifecycle.AgedImage;
import io.argosy.lifecycle.ImageTimes;
import io.argosy.model.AccountEntity;
import io.argosy.model.Index;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A manifest in a repository and the tags that name it. Its bytes are a blob under `digest`; `references` are the
/// digests of the blobs and manifests it needs, `subject` the digest of the manifest it is about (empty for none).
public record Image(
        String repository,
        String digest,
        String mediaType,
        String artifactMediaType,
        String subject,
        long sizeBytes,
        List<String> imageTags,
        List<String> references,
        ImageTimes times)
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
            .indexed(BY_LISTED)
            .migrated(Image::timesApart);

    public Image {
        imageTags = List.copyOf(imageTags);
        references = List.copyOf(references);
    }

    /// Version 0 had two of the times among its members and knew no others.
    private static Map<String, Object> timesApart(Map<String, Object> image) {
        Map<String, Object> times = new LinkedHashMap<>();
        for (String known : List.of("pushedAt", "lastPulledAt")) {
            times.put(known, Objects.requireNonNull(image.remove(known)));
        }
        for (String never : List.of("archivedAt", "activatedAt", "orphanedAt")) {
            times.put(never, Instant.EPOCH.toString());
        }
        image.put("times", times);
        return image;
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

    /// As rules about age look at it.
    public AgedImage aged() {
        return new AgedImage(digest, imageTags, subject, listed(), times);
    }

    public Image tagged(List<String> newTags) {
        return with(newTags, times);
    }

    public Image with(ImageTimes newTimes) {
        return with(imageTags, newTimes);
    }

    private Image with(List<String> newTags, ImageTimes newTimes) {
        return new Image(
                repository, digest, mediaType, artifactMediaType, subject, sizeBytes, newTags, references, newTimes);
    }
}
