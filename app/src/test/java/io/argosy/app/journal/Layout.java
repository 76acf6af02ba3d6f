package io.argosy.app.journal;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// The members of a record as a row has them, a line each, and those of the records inside it. Shapes of the API are
/// named and not opened: their members only become more, and each may be missing.
final class Layout {
    private static final String SHAPES = "io.argosy.shapes.";

    private final Map<Class<?>, String> described = new LinkedHashMap<>();

    private Layout() {}

    static String of(Class<?> record) {
        var layout = new Layout();
        layout.describe(record);
        return String.join("", layout.described.values());
    }

    private void describe(Class<?> type) {
        if (described.containsKey(type)) {
            return;
        }
        described.put(type, "");
        var text = new StringBuilder(type.getSimpleName()).append('\n');
        if (type.isEnum()) {
            Arrays.stream(type.getEnumConstants())
                    .forEach(constant -> text.append("  ").append(constant).append('\n'));
        } else if (type.isRecord()) {
            for (RecordComponent member : type.getRecordComponents()) {
                text.append("  %s: %s%n".formatted(member.getName(), name(member.getGenericType())));
            }
        } else {
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                text.append("  is ").append(permitted.getSimpleName()).append('\n');
                describe(permitted);
            }
        }
        described.put(type, text.toString());
    }

    private String name(Type type) {
        if (type instanceof ParameterizedType generic) {
            return name(generic.getRawType())
                    + Arrays.stream(generic.getActualTypeArguments())
                            .map(this::name)
                            .collect(Collectors.joining(", ", "<", ">"));
        }
        Class<?> plain = (Class<?>) type;
        if (plain.getName().startsWith(SHAPES)) {
            return plain.getName().substring(SHAPES.length());
        }
        if (plain.isRecord() || plain.isEnum() || plain.isSealed()) {
            describe(plain);
        }
        return plain.getSimpleName();
    }
}
