package io.argosy.docker;

import java.util.List;
import java.util.Optional;

/// An image the engine holds: its id, the digests registries know it by, and the names of the variables it sets.
public record LocalImage(String id, List<String> repoDigests, List<String> variables) {
    static LocalImage of(Fields inspected) {
        List<String> names = inspected.object("Config").texts("Env").stream()
                .map(entry -> entry.substring(0, Math.max(entry.indexOf('='), 0)))
                .toList();
        return new LocalImage(inspected.text("Id"), inspected.texts("RepoDigests"), names);
    }

    /// The digest under which the repository holds this image, if it was ever pulled from or pushed there.
    public Optional<String> digestIn(ImageReference reference) {
        return repoDigests.stream()
                .filter(digest -> digest.startsWith(reference.repository() + "@"))
                .map(digest -> digest.substring(digest.indexOf('@') + 1))
                .findFirst();
    }
}
