package io.argosy.registry.images;

import io.argosy.registry.blobs.Digest;
import java.util.Map;

/// How a manifest points at other content.
public record Descriptor(String mediaType, Digest digest, long size, boolean elsewhere) {

    static Descriptor of(Object value) throws InvalidManifest {
        Map<String, Object> tree = ManifestJson.object(value, "descriptor");
        String text = ManifestJson.text(tree, "digest");
        Digest digest = Digest.parse(text)
                .orElseThrow(
                        () -> new InvalidManifest("descriptor digest " + text + " is neither a SHA-256 nor a SHA-512"));
        String mediaType = ManifestJson.text(tree, "mediaType");
        long size = ManifestJson.size(tree);
        if (size < 0) {
            throw new InvalidManifest("descriptor " + digest + " has no size");
        }
        return new Descriptor(mediaType, digest, size, elsewhere(mediaType, tree));
    }

    /// Layers that may not be pushed (foreign, non-distributable) stay where their URLs say.
    private static boolean elsewhere(String mediaType, Map<String, Object> tree) {
        return tree.containsKey("urls") && (mediaType.contains(".foreign.") || mediaType.contains("nondistributable"));
    }
}
