package io.argosy.wire;

import io.argosy.shapes.Blob;
import io.argosy.shapes.JsonDocument;
import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Our own structures, filled at random and laid out as plain trees by their names on the wire.
final class Shapes {
    /// How often a structure may stand within itself.
    private static final int MOST_NESTED = 2;

    private final RandomGenerator chance;
    private final Deque<String> path = new ArrayDeque<>();

    Shapes(RandomGenerator chance) {
        this.chance = chance;
    }

    <T extends Shape> T filled(Structure<T> structure) {
        List<Member> members = structure.members();
        var values = new @Nullable Object[members.size()];
        path.push(structure.name());
        for (int i = 0; i < values.length; i++) {
            values[i] = value(members.get(i).type());
        }
        path.pop();
        return structure.build(values);
    }

    /// A value, or null where a structure would nest too often.
    private @Nullable Object value(Type type) {
        return switch (type) {
            case Type.Scalar(var kind, var _) -> kind == Type.Kind.DOCUMENT ? null : scalar(kind);
            case Type.ListOf(var element, var _) -> {
                Object item = value(element);
                yield item == null ? null : List.of(item);
            }
            case Type.MapOf(var _, var element, var _) -> {
                Object item = value(element);
                yield item == null ? null : Map.of("key" + chance.nextInt(100), item);
            }
            case Type.Nested nested ->
                path.stream().filter(nested.name()::equals).count() < MOST_NESTED ? filled(nested.structure()) : null;
        };
    }

    private Object scalar(Type.Kind kind) {
        return switch (kind) {
            case STRING -> "text <&> \"é\" " + chance.nextInt(1000);
            case BOOLEAN -> chance.nextBoolean();
            case INTEGER -> chance.nextInt();
            case LONG -> chance.nextLong();
            case FLOAT -> chance.nextInt(1000) / 4.0;
            case DOUBLE -> chance.nextInt(100_000) / 8.0;
            case BLOB -> new Blob(("bytes " + chance.nextInt(1000)).getBytes(StandardCharsets.UTF_8));
            case DOCUMENT -> new JsonDocument("{}");
            case TIMESTAMP, TIMESTAMP_ISO, TIMESTAMP_HTTP, TIMESTAMP_EPOCH ->
                Instant.ofEpochSecond(chance.nextLong(4_000_000_000L));
        };
    }

    static Map<String, Object> tree(Shape shape) {
        Map<String, Object> tree = new LinkedHashMap<>();
        List<Member> members = shape.structure().members();
        for (int i = 0; i < members.size(); i++) {
            Object value = shape.value(i);
            if (value != null && !(value instanceof JsonDocument)) {
                tree.put(members.get(i).name(), plain(value));
            }
        }
        return tree;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Shape nested -> tree(nested);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, item) -> entries.put((String) key, plain(item)));
                yield entries;
            }
            case Object simple -> simple;
        };
    }
}
