package io.argosy.shipping;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.shapes.json.JsonTree;
import io.argosy.shapes.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON that people change by hand.
final class JsonText {
    private static final int SHORT = 60;

    private JsonText() {}

    /// A structure of an API as it travels.
    static Map<String, Object> tree(Shape shape) {
        try {
            return JsonTree.object(new String(JsonCodec.write(shape), StandardCharsets.UTF_8));
        } catch (MalformedJson impossible) {
            throw new IllegalStateException("what was written cannot be read", impossible);
        }
    }

    static String pretty(Object value) {
        return pretty(value, "");
    }

    private static String pretty(Object value, String indent) {
        String plain = JsonTree.write(value);
        String deeper = indent + "  ";
        return switch (value) {
            case Map<?, ?> map
            when plain.length() > SHORT ->
                map.entrySet().stream()
                        .map(member ->
                                deeper + JsonTree.write(member.getKey()) + ": " + pretty(member.getValue(), deeper))
                        .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
            case List<?> list
            when plain.length() > SHORT ->
                list.stream()
                        .map(item -> deeper + pretty(item, deeper))
                        .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
            default -> plain;
        };
    }
}
