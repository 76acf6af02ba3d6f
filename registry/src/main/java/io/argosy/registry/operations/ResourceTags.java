package io.argosy.registry.operations;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecr.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A repository's tags: at most 50, keys of at most 128 characters, values of 256, `aws:` kept for AWS.
final class ResourceTags {
    private static final int MOST = 50;
    private static final int LONGEST_KEY = 128;
    private static final int LONGEST_VALUE = 256;

    private ResourceTags() {}

    /// The tags after adding these; a key that is there already takes the new value.
    static List<Tag> added(List<Tag> existing, List<Tag> additions) {
        Map<String, Tag> byKey = new LinkedHashMap<>();
        existing.forEach(tag -> byKey.put(tag.key(), tag));
        for (Tag tag : additions) {
            check(tag);
            byKey.put(tag.key(), tag);
        }
        if (byKey.size() > MOST) {
            throw new ApiError("TooManyTagsException", "A repository may have at most " + MOST + " tags").thrown();
        }
        return new ArrayList<>(byKey.values());
    }

    static List<Tag> removed(List<Tag> existing, List<String> keys) {
        Set<String> gone = Set.copyOf(keys);
        return existing.stream().filter(tag -> !gone.contains(tag.key())).toList();
    }

    private static void check(Tag tag) {
        boolean good = !tag.key().isEmpty()
                && tag.key().length() <= LONGEST_KEY
                && tag.value().length() <= LONGEST_VALUE
                && !tag.key().toLowerCase(Locale.ROOT).startsWith("aws:");
        if (!good) {
            throw new ApiError("InvalidTagParameterException", "Invalid tag: " + tag.key()).thrown();
        }
    }
}
