package io.argosy.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A mapping of the file with the path it stands at. What is of another kind than it should be is refused, and then as
/// if it were not there.
record Part(String path, Map<String, Object> members, Findings findings) {
    static final String OWN = "x-";

    /// Refuses what a task definition has no place for; names that begin with `x-` are anybody's own.
    Part only(Set<String> known) {
        members.keySet().stream()
                .filter(name -> !known.contains(name) && !name.startsWith(OWN))
                .forEach(name -> refuse(name, "there is nothing like it in a task definition or a service"));
        return this;
    }

    boolean has(String name) {
        return members.containsKey(name) && members.get(name) != Yaml.Null.NULL;
    }

    void refuse(String name, String why) {
        findings.refuse(at(name), why);
    }

    void note(String name, String what) {
        findings.note(at(name), what);
    }

    String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static boolean scalar(Object value) {
        return value instanceof String || value instanceof Number || value instanceof Boolean;
    }

    private Optional<Object> value(String name) {
        return Optional.ofNullable(members.get(name)).filter(value -> value != Yaml.Null.NULL);
    }

    Optional<String> text(String name) {
        Optional<Object> value = value(name);
        if (value.isPresent() && !scalar(value.get())) {
            refuse(name, "is a text");
            return Optional.empty();
        }
        return value.map(String::valueOf);
    }

    Optional<Boolean> flag(String name) {
        return text(name).flatMap(text -> switch (text) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> {
                refuse(name, "is true or false");
                yield Optional.empty();
            }
        });
    }

    Optional<Integer> whole(String name, int least, int most) {
        return text(name).flatMap(text -> {
            if (text.matches("[0-9]{1,9}")) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return Optional.of(number);
                }
            }
            refuse(name, "is a number from " + least + " to " + most);
            return Optional.empty();
        });
    }

    /// A list, or one item that stands for a list of it.
    List<Object> items(String name) {
        return value(name)
                .map(value -> value instanceof List<?> list ? new ArrayList<Object>(list) : List.of(value))
                .orElse(List.of());
    }

    List<String> words(String name) {
        List<String> words = new ArrayList<>();
        for (Object item : items(name)) {
            if (scalar(item)) {
                words.add(String.valueOf(item));
            } else {
                refuse(name, "is a list of texts");
            }
        }
        return words;
    }

    /// An item of a list as a mapping.
    Part item(String name, Object item) {
        return part(at(name), item);
    }

    Part part(String name) {
        return part(at(name), value(name).orElse(Map.of()));
    }

    private Part part(String path, Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> members = new LinkedHashMap<>();
            map.forEach((key, member) -> members.put(String.valueOf(key), member));
            return new Part(path, members, findings);
        }
        if (value != Yaml.Null.NULL) {
            findings.refuse(path, "is a mapping");
        }
        return new Part(path, Map.of(), findings);
    }

    /// The members as mappings; one without a value is an empty mapping.
    Map<String, Part> parts(String name) {
        Part whole = part(name);
        Map<String, Part> parts = new LinkedHashMap<>();
        whole.members.forEach((key, value) -> parts.put(key, part(whole.at(key), value)));
        return parts;
    }

    /// A mapping of texts, or a list of `name=value`; a name without a value has none.
    Map<String, Optional<String>> pairs(String name) {
        Map<String, Optional<String>> pairs = new LinkedHashMap<>();
        if (value(name).orElse("") instanceof Map<?, ?>) {
            Part mapping = part(name);
            mapping.members.keySet().forEach(key -> pairs.put(key, mapping.text(key)));
            return pairs;
        }
        for (String word : words(name)) {
            int equals = word.indexOf('=');
            pairs.put(
                    equals < 0 ? word : word.substring(0, equals),
                    equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1)));
        }
        return pairs;
    }

    /// Those that have a value; the others are refused.
    Map<String, String> texts(String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        pairs(name).forEach((key, value) -> texts.put(key, value.orElse("")));
        return texts;
    }
}
