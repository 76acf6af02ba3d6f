package io.argosy.batch.resources;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// The tags of a resource, always in the order of their keys.
public final class ResourceTags {
    private ResourceTags() {}

    public static Map<String, String> ordered(Map<String, String> tags) {
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }
}
