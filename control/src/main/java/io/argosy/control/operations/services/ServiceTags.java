package io.argosy.control.operations.services;

import io.argosy.shapes.ecs.Tag;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The rules for the tags a service is created with (ecs-semantics 2.3, 10.2).
final class ServiceTags {
    private static final Pattern KEY = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{1,128}");
    private static final Pattern VALUE = Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]{0,256}");

    private ServiceTags() {}

    static void check(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        for (Tag tag : tags) {
            String key = tag.key().orElse("");
            if (!KEY.matcher(key).matches()) {
                throw ServiceRules.invalid("Tag key '" + key + "' is invalid: use 1 to 128 letters, separators,"
                        + " numbers and _ . : / = + - @");
            }
            if (reserved(key) || reserved(tag.value().orElse(""))) {
                throw ServiceRules.invalid("Tag keys and values must not start with aws:");
            }
            if (!VALUE.matcher(tag.value().orElse("")).matches()) {
                throw ServiceRules.invalid("The value of tag '" + key + "' is invalid.");
            }
            if (!keys.add(key)) {
                throw ServiceRules.invalid("Tag keys must be unique: '" + key + "' is used more than once.");
            }
        }
    }

    private static boolean reserved(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("aws:");
    }
}
