package io.argosy.shapes.json;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// JSON that people read and change by hand.
public final class JsonText {
    private static final int SHORT = 60;

    private JsonText() {}

    public static String pretty(Object value) {
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
