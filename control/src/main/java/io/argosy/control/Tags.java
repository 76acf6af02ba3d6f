package io.argosy.control;

import io.argosy.model.ApiError;
import io.argosy.model.OwnTags;
import io.argosy.shapes.ecs.Tag;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The rules of tags (ecs-semantics 2.3, 10.2): at most 50 a resource, a key once, `aws:` kept for the service itself.
/// Tags keep the order they were first given in.
public final class Tags {
    private static final int MOST = 50;
    private static final String ALLOWED = "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]";
    private static final Pattern KEY = Pattern.compile(ALLOWED + "{1,128}");
    private static final Pattern VALUE = Pattern.compile(ALLOWED + "{0,256}");

    private Tags() {}

    /// What a caller gave, checked; an InvalidParameterException says what is wrong.
    public static List<Tag> given(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            refusal(tag)
                    .or(() -> keys.add(key(tag))
                            ? Optional.empty()
                            : Optional.of("Duplicate tag key '" + key(tag) + "'. A key can be given once."))
                    .ifPresent(text -> {
                        throw ApiError.invalidParameter(text).thrown();
                    });
        }
        return limited(tags);
    }

    private static Optional<String> refusal(Tag tag) {
        String key = key(tag);
        String value = tag.value().orElse("");
        if (!KEY.matcher(key).matches()) {
            return Optional.of("Tag key '" + key + "' is invalid: a key has 1 to 128 letters, separators, numbers and"
                    + " _ . : / = + - @");
        }
        if (!VALUE.matcher(value).matches()) {
            return Optional.of("The value of tag '" + key + "' is invalid: a value has up to 256 letters, separators,"
                    + " numbers and _ . : / = + - @");
        }
        return reserved(key) || reserved(value)
                ? Optional.of("Tag keys and values must not start with 'aws:', which is reserved.")
                : OwnTags.refusal(tag);
    }

    /// `aws:` tags do not count towards the limit.
    private static List<Tag> limited(List<Tag> tags) {
        if (tags.stream().filter(tag -> !reserved(key(tag))).count() > MOST) {
            throw ApiError.invalidParameter("Too many tags. A resource can have at most " + MOST + ".")
                    .thrown();
        }
        return List.copyOf(tags);
    }

    /// Those there are with `added` put over them.
    public static List<Tag> merged(List<Tag> existing, List<Tag> added) {
        Map<String, Tag> byKey = new LinkedHashMap<>();
        Stream.concat(existing.stream(), given(added).stream()).forEach(tag -> byKey.put(key(tag), tag));
        return limited(List.copyOf(byKey.values()));
    }

    public static List<Tag> without(List<Tag> existing, Collection<String> keys) {
        if (keys.stream().anyMatch(Tags::reserved)) {
            throw ApiError.invalidParameter("Tags whose keys start with 'aws:' cannot be removed.")
                    .thrown();
        }
        return existing.stream().filter(tag -> !keys.contains(key(tag))).toList();
    }

    private static String key(Tag tag) {
        return tag.key().orElse("");
    }

    private static boolean reserved(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("aws:");
    }
}
