package io.argosy.events.log;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A structure of an API as events show it: the same members, times as text (ecs-semantics 11.1).
final class Detail {
    private static final int NANO_DIGITS = 9;

    private Detail() {}

    static Map<String, Object> of(Shape shape, Structure<?> structure) {
        Map<String, Object> tree = tree(shape);
        times(tree, structure);
        return tree;
    }

    /// As the API writes it, times as numbers.
    static Map<String, Object> tree(Shape shape) {
        try {
            return JsonTree.object(new String(JsonCodec.write(shape), StandardCharsets.UTF_8));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("what was written cannot be read", impossible);
        }
    }

    /// Milliseconds, with the zeros at their end cut.
    static String time(Instant moment) {
        String text = Instant.ofEpochMilli(moment.toEpochMilli()).toString();
        return text.contains(".") ? text.replaceFirst("0+Z$", "Z") : text;
    }

    private static void times(Map<String, Object> tree, Structure<?> structure) {
        for (Member member : structure.members()) {
            Object value = tree.get(member.name());
            if (value != null) {
                tree.put(member.name(), shown(value, member.type()));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Object shown(Object value, Type type) {
        return switch (type) {
            case Type.Scalar(Type.Kind kind, var _)
            when kind == Type.Kind.TIMESTAMP && value instanceof Number seconds -> time(moment(seconds));
            case Type.ListOf(Type element, var _)
            when value instanceof List<?> items ->
                items.stream().map(item -> shown(item, element)).toList();
            case Type.Nested nested
            when value instanceof Map<?, ?> members -> {
                times((Map<String, Object>) members, nested.structure());
                yield value;
            }
            case Type.Scalar _, Type.ListOf _, Type.MapOf _, Type.Nested _ -> value;
        };
    }

    private static Instant moment(Number seconds) {
        var exact = new BigDecimal(seconds.toString());
        return Instant.ofEpochSecond(
                exact.longValue(),
                exact.remainder(BigDecimal.ONE).movePointRight(NANO_DIGITS).longValue());
    }
}
