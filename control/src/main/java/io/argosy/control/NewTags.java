package io.argosy.control;

import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.Tag;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// What is refused of the tags a resource is made with (ecs-semantics 2.3, 2.4): too many, twice the same key, or what
/// only the service may set. Lengths and characters are checked on arrival.
public final class NewTags {
    private static final int MOST = 50;
    private static final String SERVICE_OWN = "aws:";

    private NewTags() {}

    public static void check(Collection<Tag> tags) {
        checkCount(tags);
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            String key = tag.key().orElse("");
            if (key.isEmpty()
                    || key.toLowerCase(Locale.ROOT).startsWith(SERVICE_OWN)
                    || tag.value().orElse("").toLowerCase(Locale.ROOT).startsWith(SERVICE_OWN)) {
                throw invalid("Tag keys must not be empty, and keys and values must not start with aws:");
            }
            if (!keys.add(key)) {
                throw invalid("Tag keys must be unique: '" + key + "' is used more than once.");
            }
        }
    }

    public static void checkCount(Collection<Tag> tags) {
        if (tags.size() > MOST) {
            throw invalid("Too many tags. The limit is " + MOST + " per resource.");
        }
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
