package io.argosy.jobqueues.resources;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The tags of a resource: at most 50, `aws:` kept for the service, always in the order of their keys
/// (batch-semantics 2).
public final class ResourceTags {
    private static final int MOST = 50;

    private ResourceTags() {}

    public static Map<String, String> ordered(Map<String, String> tags) {
        return Collections.unmodifiableMap(new TreeMap<>(tags));
    }

    /// What a request gives to something new.
    public static Map<String, String> given(Optional<Map<String, String>> tags) {
        return merged(Map.of(), tags.orElse(Map.of()));
    }

    public static Map<String, String> merged(Map<String, String> there, Map<String, String> more) {
        var merged = new TreeMap<>(there);
        merged.putAll(more);
        for (String key : more.keySet()) {
            if (key.toLowerCase(Locale.ROOT).startsWith("aws:")) {
                throw BatchErrors.plain("Tag keys must not start with 'aws:', which is reserved: " + key);
            }
        }
        if (merged.size() > MOST) {
            throw BatchErrors.plain("A resource can have at most " + MOST + " tags.");
        }
        return merged;
    }

    public static Map<String, String> without(Map<String, String> there, Collection<String> keys) {
        var rest = new TreeMap<>(there);
        rest.keySet().removeAll(keys);
        return rest;
    }
}
