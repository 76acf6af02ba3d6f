package io.argosy.control.operations.instances;

import io.argosy.control.InstanceAttributes;
import io.argosy.model.ApiError;
import io.argosy.shapes.ecs.Attribute;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// The rules of instance attributes (ecs-semantics 2.3, 2.4, 8.4): how they are named, and how many may be customers'.
final class CustomAttributes {
    private static final int MOST = 10;
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_./\\\\-]{1,128}");
    private static final Pattern VALUE =
            Pattern.compile("[A-Za-z0-9_.@/\\\\:-]([A-Za-z0-9_.@/\\\\: -]{0,126}[A-Za-z0-9_.@/\\\\:-])?");

    private CustomAttributes() {}

    /// An attribute without a value may say so with an empty one.
    static void check(Attribute attribute) {
        if (!NAME.matcher(attribute.name()).matches()) {
            throw invalid("Invalid attribute name: " + attribute.name());
        }
        String value = attribute.value().orElse("");
        if (!value.isEmpty() && !VALUE.matcher(value).matches()) {
            throw invalid("Invalid value of attribute " + attribute.name() + ": " + value);
        }
    }

    static void checkCount(List<Attribute> attributes) {
        long custom = attributes.stream()
                .filter(attribute -> InstanceAttributes.custom(attribute.name()))
                .count();
        if (custom > MOST) {
            throw new ApiError(
                            "AttributeLimitExceededException",
                            "A container instance can have at most " + MOST + " custom attributes.")
                    .thrown();
        }
    }

    /// `newer` beside and instead of `known`, by name; the targets they were sent with are left out.
    static List<Attribute> merged(List<Attribute> known, List<Attribute> newer) {
        Map<String, Attribute> attributes = new LinkedHashMap<>();
        known.forEach(attribute -> attributes.put(attribute.name(), attribute));
        newer.forEach(attribute -> attributes.put(
                attribute.name(),
                Attribute.builder()
                        .name(attribute.name())
                        .value(attribute.value())
                        .build()));
        return new ArrayList<>(attributes.values());
    }

    /// What a re-registration leaves: all that is sent now, and the other custom ones of before, which agents send only
    /// once.
    static List<Attribute> keeping(List<Attribute> before, List<Attribute> sent) {
        List<Attribute> custom = before.stream()
                .filter(attribute -> InstanceAttributes.custom(attribute.name()))
                .filter(attribute -> sent.stream().noneMatch(one -> one.name().equals(attribute.name())))
                .toList();
        return merged(sent, custom);
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
