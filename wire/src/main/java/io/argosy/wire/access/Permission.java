package io.argosy.wire.access;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// One thing a request needs: the IAM action (`ecs:RunTask`), the ARN of the resource it acts on (`*` for none), and
/// what the request says to conditions, by IAM's condition keys. A key that the request says nothing to is not there.
public record Permission(String action, String resource, Map<String, List<String>> context) {
    public static final String ANY_RESOURCE = "*";

    public Permission {
        var copy = new TreeMap<String, List<String>>();
        context.forEach((key, values) -> copy.put(key, List.copyOf(values)));
        context = Collections.unmodifiableMap(copy);
    }

    public static Permission on(String action) {
        return on(action, ANY_RESOURCE);
    }

    public static Permission on(String action, String resource) {
        return new Permission(action, resource, Map.of());
    }

    /// The action on each of these; on any resource where a request names none, for it must not thereby need nothing.
    public static List<Permission> onEach(String action, List<String> resources) {
        return resources.isEmpty()
                ? List.of(on(action))
                : resources.stream()
                        .distinct()
                        .map(resource -> on(action, resource))
                        .toList();
    }

    public Permission with(String key, List<String> values) {
        return values.isEmpty() ? this : with(Map.of(key, values));
    }

    public Permission with(Map<String, List<String>> keys) {
        var more = new TreeMap<>(context);
        more.putAll(keys);
        return new Permission(action, resource, more);
    }

    public Permission with(String key, String value) {
        return with(key, List.of(value));
    }

    /// What conditions read of the tags that a request gives.
    public Permission withTags(Map<String, String> tags) {
        Permission tagged = withTagKeys(List.copyOf(tags.keySet()));
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.with("aws:RequestTag/" + tag.getKey(), tag.getValue());
        }
        return tagged;
    }

    /// What conditions read of the tags that the resource has.
    public Permission withResourceTags(Map<String, String> tags) {
        Permission tagged = this;
        for (Map.Entry<String, String> tag : tags.entrySet()) {
            tagged = tagged.with("aws:ResourceTag/" + tag.getKey(), tag.getValue());
        }
        return tagged;
    }

    public Permission withTagKeys(List<String> keys) {
        return with("aws:TagKeys", keys);
    }
}
