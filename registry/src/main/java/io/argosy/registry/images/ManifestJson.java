package io.argosy.registry.images;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads members of JSON trees, in a manifest's words when they are not what they should be.
final class ManifestJson {
    private ManifestJson() {}

    static Map<String, Object> object(Object value, String what) throws InvalidManifest {
        if (!(value instanceof Map<?, ?> map)) {
            throw new InvalidManifest(what + " is not an object");
        }
        Map<String, Object> object = new LinkedHashMap<>();
        map.forEach((name, member) -> object.put(String.valueOf(name), member));
        return object;
    }

    static String text(Map<String, Object> tree, String name) throws InvalidManifest {
        String text = textOrEmpty(tree, name);
        if (text.isEmpty()) {
            throw new InvalidManifest(name + " is missing");
        }
        return text;
    }

    static String textOrEmpty(Map<String, Object> tree, String name) throws InvalidManifest {
        Object value = tree.getOrDefault(name, "");
        if (value instanceof String text) {
            return text;
        }
        throw new InvalidManifest(name + " is not a string");
    }

    /// A size in bytes, or -1 for what is none: numbers with fractions, exponents or more digits than a long are not.
    static long size(Map<String, Object> tree) {
        return switch (tree.getOrDefault("size", -1)) {
            case Integer size -> size;
            case Long size -> size;
            default -> -1;
        };
    }

    static List<?> list(Map<String, Object> tree, String name) throws InvalidManifest {
        if (tree.getOrDefault(name, List.of()) instanceof List<?> list) {
            return list;
        }
        throw new InvalidManifest(name + " is not a list");
    }
}
