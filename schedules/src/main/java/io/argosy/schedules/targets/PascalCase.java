package io.argosy.schedules.targets;

import io.argosy.shapes.Member;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Inputs of universal targets: members begin with a capital letter at every level, whatever the service calls them;
/// the keys of maps are nobody's members and stay. A member in any other case is not there.
final class PascalCase {
    private PascalCase() {}

    /// The same with the service's own names.
    static Map<String, Object> members(Map<String, Object> given, Structure<?> structure) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Member member : structure.members()) {
            Object value = given.get(capital(member.name()));
            if (value != null) {
                named.put(member.name(), value(value, member.type()));
            }
        }
        return named;
    }

    /// The required members that are not there.
    static List<String> missing(Map<String, Object> given, Structure<?> structure) {
        List<String> missing = new ArrayList<>();
        for (Member member : structure.members()) {
            if (member.required() && !given.containsKey(capital(member.name()))) {
                missing.add(capital(member.name()));
            }
        }
        return missing;
    }

    static String capital(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    @SuppressWarnings("unchecked")
    private static Object value(Object value, Type type) {
        return switch (type) {
            case Type.Scalar _ -> value;
            case Type.ListOf(Type element, var _)
            when value instanceof List<?> items ->
                items.stream().map(item -> value(item, element)).toList();
            case Type.MapOf(var _, Type element, var _)
            when value instanceof Map<?, ?> entries -> {
                Map<Object, Object> mapped = new LinkedHashMap<>();
                entries.forEach((key, item) -> mapped.put(key, value(item, element)));
                yield mapped;
            }
            case Type.Nested nested
            when value instanceof Map<?, ?> members -> members((Map<String, Object>) members, nested.structure());
            case Type.ListOf _, Type.MapOf _, Type.Nested _ -> value;
        };
    }
}
