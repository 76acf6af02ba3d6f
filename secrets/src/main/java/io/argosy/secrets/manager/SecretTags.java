package io.argosy.secrets.manager;

import io.argosy.shapes.secretsmanager.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A secret's tags: at most 50, `aws:` kept for AWS.
final class SecretTags {
    private static final int MOST = 50;

    private SecretTags() {}

    static List<Tag> added(List<Tag> existing, List<Tag> more) {
        Map<String, Tag> byKey = new LinkedHashMap<>();
        existing.forEach(tag -> byKey.put(key(tag), tag));
        for (Tag tag : more) {
            if (key(tag).isEmpty()
                    || key(tag).toLowerCase(java.util.Locale.ROOT).startsWith("aws:")) {
                throw SecretErrors.parameter("The tag key '" + key(tag) + "' is not valid.");
            }
            byKey.put(
                    key(tag),
                    Tag.builder().key(key(tag)).value(tag.value().orElse("")).build());
        }
        if (byKey.size() > MOST) {
            throw SecretErrors.limit("A secret can have at most " + MOST + " tags.");
        }
        return List.copyOf(byKey.values());
    }

    static List<Tag> removed(List<Tag> existing, List<String> keys) {
        return existing.stream().filter(tag -> !keys.contains(key(tag))).toList();
    }

    static Map<String, String> values(Optional<List<Tag>> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.orElse(List.of()).forEach(tag -> values.put(key(tag), tag.value().orElse("")));
        return values;
    }

    private static String key(Tag tag) {
        return tag.key().orElse("");
    }
}
