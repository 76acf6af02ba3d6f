package io.argosy.lifecycle;

import java.util.List;

/// An image as rules look at it: what tags name it, what it is about (empty for nothing), which manifests it lists, and
/// what happened to it when.
public record AgedImage(String digest, List<String> imageTags, String subject, List<String> listed, ImageTimes times) {
    public AgedImage {
        imageTags = List.copyOf(imageTags);
        listed = List.copyOf(listed);
    }
}
