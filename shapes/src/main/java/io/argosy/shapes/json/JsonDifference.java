package io.argosy.shapes.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What is different between two JSON values, field by field. Things in a list that have a name are compared with those
/// of the same name, wherever they stand; in other lists place decides.
public final class JsonDifference {
    /// What tells one thing in a list from the next, in the order in which it is looked for.
    private static final List<String> NAMES =
            List.of("name", "key", "containerPort", "containerPath", "sourceContainer", "containerName", "hostname");

    /// One field: `before` or `after` is empty where it is not there. Texts are as they are, all else is JSON.
    public record Field(String path, String before, String after) {}

    private final List<Field> fields = new ArrayList<>();

    private JsonDifference() {}

    /// In the order of the fields before, then of those that are new.
    public static List<Field> of(Map<String, Object> before, Map<String, Object> after) {
        var difference = new JsonDifference();
        difference.objects("", before, after);
        return List.copyOf(difference.fields);
    }

    private void objects(String path, Map<String, Object> before, Map<String, Object> after) {
        for (String name : both(before, after)) {
            String at = path.isEmpty() ? name : path + "." + name;
            values(at, Optional.ofNullable(before.get(name)), Optional.ofNullable(after.get(name)));
        }
    }

    private static Set<String> both(Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        return names;
    }

    private void values(String path, Optional<Object> before, Optional<Object> after) {
        if (before.equals(after)) {
            return;
        }
        if (before.orElse(Map.of()) instanceof Map<?, ?> one && after.orElse(Map.of()) instanceof Map<?, ?> other) {
            objects(path, JsonTree.members(one), JsonTree.members(other));
        } else if (before.orElse(List.of()) instanceof List<?> one
                && after.orElse(List.of()) instanceof List<?> other) {
            lists(path, one, other);
        } else {
            fields.add(new Field(path, text(before), text(after)));
        }
    }

    private void lists(String path, List<?> before, List<?> after) {
        Map<String, Object> one = named(before);
        Map<String, Object> other = named(after);
        for (String name : both(one, other)) {
            values(path + "[" + name + "]", Optional.ofNullable(one.get(name)), Optional.ofNullable(other.get(name)));
        }
    }

    /// By their names if each thing has one that no other has, else by their places.
    private static Map<String, Object> named(List<?> things) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (Object thing : things) {
            name(thing).ifPresent(name -> named.put(name, thing));
        }
        if (named.size() == things.size()) {
            return named;
        }
        Map<String, Object> placed = new LinkedHashMap<>();
        for (Object thing : things) {
            placed.put(String.valueOf(placed.size()), thing);
        }
        return placed;
    }

    private static Optional<String> name(Object thing) {
        return thing instanceof Map<?, ?> map
                ? NAMES.stream().filter(map::containsKey).findFirst().map(name -> String.valueOf(map.get(name)))
                : Optional.empty();
    }

    private static String text(Optional<Object> value) {
        return value.map(there -> there instanceof String text ? text : JsonTree.write(there))
                .orElse("");
    }
}
