package io.argosy.registry.images;

import java.util.List;

/// What putting a manifest comes to.
public sealed interface Pushed {
    /// It is in the repository, under the wanted tag.
    record Stored(Image image) implements Pushed {}

    /// It already was, under the wanted tag.
    record Unchanged(Image image) implements Pushed {}

    record NoRepository() implements Pushed {}

    record Missing(List<String> digests) implements Pushed {}

    /// The manifest says another size of something than it has.
    record OtherSize(Descriptor said, long size) implements Pushed {}

    /// The tag names another image, and the repository's tags may not move.
    record TagTaken(String tag, String byDigest) implements Pushed {}
}
