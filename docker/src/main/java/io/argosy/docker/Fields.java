package io.argosy.docker;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Reads members out of a JSON object from the engine; what is missing or of another type is empty.
record Fields(Map<String, Object> members) {
    private static final Fields NONE = new Fields(Map.of());

    static Fields of(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return NONE;
        }
        Map<String, Object> members = new LinkedHashMap<>();
        map.forEach((key, item) -> members.put(String.valueOf(key), item));
        return new Fields(members);
    }

    Fields object(String name) {
        return of(members.getOrDefault(name, Map.of()));
    }

    String text(String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    boolean flag(String name) {
        return members.get(name) instanceof Boolean flag && flag;
    }

    List<?> list(String name) {
        return members.get(name) instanceof List<?> list ? list : List.of();
    }

    List<Fields> objects(String name) {
        return list(name).stream().map(Fields::of).toList();
    }

    List<String> texts(String name) {
        return list(name).stream().map(String::valueOf).toList();
    }

    Map<String, String> textMap(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        object(name).members().forEach((key, value) -> texts.put(key, String.valueOf(value)));
        return texts;
    }

    /// Go's zero time means "never".
    Optional<Instant> time(String name) {
        String text = text(name);
        if (text.isEmpty() || text.startsWith("0001-")) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }
}
