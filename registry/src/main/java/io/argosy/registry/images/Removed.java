package io.argosy.registry.images;

import java.util.List;

/// What removing an image or a tag comes to.
public sealed interface Removed {
    /// Gone: the tags that no longer name the image (none: it had none).
    record Gone(String digest, List<String> tags) implements Removed {}

    record NotFound() implements Removed {}

    /// The tag names an image of another digest than was said.
    record OtherDigest() implements Removed {}

    /// An index still points at it.
    record Referenced(List<String> byDigests) implements Removed {}
}
