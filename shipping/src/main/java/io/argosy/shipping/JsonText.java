package io.argosy.shipping;

import io.argosy.shapes.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON that people change by hand.
final class JsonText {
    private static final int SHORT = 60;

    private JsonText() {}

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
