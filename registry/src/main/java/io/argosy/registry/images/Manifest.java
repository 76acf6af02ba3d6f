package io.argosy.registry.images;

import io.argosy.registry.blobs.Algorithm;
import io.argosy.registry.blobs.Digest;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a manifest says, its bytes kept beside it: an image points at its config and layers, an index at other
/// manifests. `artifactType` is what it is for; `subject` is the manifest it is about, empty for none.
public record Manifest(
        Digest digest,
        String mediaType,
        String artifactType,
        String configType,
        List<Descriptor> blobs,
        List<Descriptor> manifests,
        String subject,
        Map<String, String> annotations) {

    public Manifest {
        blobs = List.copyOf(blobs);
        manifests = List.copyOf(manifests);
        annotations = Map.copyOf(annotations);
    }

    /// Reads a manifest put as `contentType` (empty when the sender did not say, then it must say so itself), to be
    /// named by this algorithm.
    public static Manifest parse(byte[] bytes, String contentType, Algorithm algorithm) throws InvalidManifest {
        Map<String, Object> tree = tree(bytes);
        if (!(tree.get("schemaVersion") instanceof Number version) || version.intValue() != 2) {
            throw new InvalidManifest("only schemaVersion 2 is supported");
        }
        String mediaType = mediaType(tree, contentType);
        requireOneKind(tree, mediaType);
        List<Descriptor> blobs = MediaTypes.isImage(mediaType) ? blobs(tree) : List.of();
        List<Descriptor> manifests = MediaTypes.isIndex(mediaType) ? descriptors(tree, "manifests") : List.of();
        String configType = blobs.isEmpty() ? "" : blobs.getFirst().mediaType();
        String artifactType = ManifestJson.textOrEmpty(tree, "artifactType");
        return new Manifest(
                Digest.of(algorithm, bytes),
                mediaType,
                artifactType.isEmpty() ? configType : artifactType,
                configType,
                blobs,
                manifests,
                subject(tree),
                annotations(tree));
    }

    /// Reads a manifest that was taken.
    public static Manifest stored(byte[] bytes, String mediaType) {
        try {
            return parse(bytes, mediaType, Algorithm.SHA256);
        } catch (InvalidManifest impossible) {
            throw new IllegalStateException("a stored manifest is not valid", impossible);
        }
    }

    private static Map<String, Object> tree(byte[] bytes) throws InvalidManifest {
        try {
            return JsonTree.object(new String(bytes, StandardCharsets.UTF_8));
        } catch (MalformedJson malformed) {
            throw new InvalidManifest("the manifest is not a JSON object");
        }
    }

    private static String mediaType(Map<String, Object> tree, String contentType) throws InvalidManifest {
        String inside = ManifestJson.textOrEmpty(tree, "mediaType");
        String outside = contentType.split(";", 2)[0].strip();
        if (!inside.isEmpty() && !outside.isEmpty() && !inside.equals(outside)) {
            throw new InvalidManifest("the manifest says it is " + inside + " but was sent as " + outside);
        }
        String mediaType = outside.isEmpty() ? inside : outside;
        if (!MediaTypes.isImage(mediaType) && !MediaTypes.isIndex(mediaType)) {
            throw new InvalidManifest(
                    mediaType.isEmpty() ? "mediaType is missing" : mediaType + " is not a manifest type taken here");
        }
        return mediaType;
    }

    /// What looks like an image to one client and like an index to another is neither.
    private static void requireOneKind(Map<String, Object> tree, String mediaType) throws InvalidManifest {
        List<String> foreign = MediaTypes.isImage(mediaType) ? List.of("manifests") : List.of("layers", "config");
        for (String member : foreign) {
            if (tree.containsKey(member)) {
                throw new InvalidManifest("a manifest of type " + mediaType + " has no " + member);
            }
        }
    }

    /// The config first, then the layers.
    private static List<Descriptor> blobs(Map<String, Object> tree) throws InvalidManifest {
        List<Descriptor> blobs = new ArrayList<>();
        blobs.add(Descriptor.of(tree.getOrDefault("config", "")));
        blobs.addAll(descriptors(tree, "layers"));
        return blobs;
    }

    private static List<Descriptor> descriptors(Map<String, Object> tree, String name) throws InvalidManifest {
        List<Descriptor> descriptors = new ArrayList<>();
        for (Object item : ManifestJson.list(tree, name)) {
            descriptors.add(Descriptor.of(item));
        }
        return descriptors;
    }

    private static String subject(Map<String, Object> tree) throws InvalidManifest {
        return tree.containsKey("subject")
                ? Descriptor.of(tree.get("subject")).digest().toString()
                : "";
    }

    private static Map<String, String> annotations(Map<String, Object> tree) throws InvalidManifest {
        Map<String, String> annotations = new LinkedHashMap<>();
        var members = ManifestJson.object(tree.getOrDefault("annotations", Map.of()), "annotations");
        for (String name : members.keySet()) {
            annotations.put(name, ManifestJson.textOrEmpty(members, name));
        }
        return annotations;
    }

    public boolean isIndex() {
        return MediaTypes.isIndex(mediaType);
    }

    /// What the manifest's blobs add up to. Layers that are elsewhere may claim anything, so the sum stops at the end.
    long blobBytes() {
        return blobs.stream().mapToLong(Descriptor::size).reduce(0, Manifest::sum);
    }

    static long sum(long a, long b) {
        return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
    }

    /// All that must be in the repository for the manifest to be of use.
    List<Descriptor> needed() {
        return Stream.concat(blobs.stream().filter(blob -> !blob.elsewhere()), manifests.stream())
                .toList();
    }

    List<String> references() {
        return needed().stream()
                .map(descriptor -> descriptor.digest().toString())
                .distinct()
                .toList();
    }
}
