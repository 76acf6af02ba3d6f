package io.argosy.lifecycle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The members of one object of a policy, read in the words in which ECR refuses what is not as it should be
/// (ecr-semantics 7.6).
record PolicyMembers(Map<String, Object> tree) {

    static PolicyMembers of(Object value, List<String> required, List<String> optional)
            throws MalformedLifecyclePolicy {
        if (!(value instanceof Map<?, ?> map)) {
            throw type(value, "object");
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        map.forEach((name, member) -> tree.put(String.valueOf(name), member));
        List<String> missing =
                required.stream().filter(name -> !tree.containsKey(name)).toList();
        if (!missing.isEmpty()) {
            throw new MalformedLifecyclePolicy("object has missing required properties (" + quoted(missing) + ")");
        }
        List<String> unknown = tree.keySet().stream()
                .filter(name -> !required.contains(name) && !optional.contains(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw new MalformedLifecyclePolicy(
                    "object instance has properties which are not allowed by the schema: (" + quoted(unknown) + ")");
        }
        return new PolicyMembers(tree);
    }

    private static String quoted(List<String> names) {
        return names.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(",", "[", "]"));
    }

    private static MalformedLifecyclePolicy type(Object value, String wanted) {
        String found = switch (value) {
            case Map<?, ?> _ -> "object";
            case List<?> _ -> "array";
            case String _ -> "string";
            case Boolean _ -> "boolean";
            case Number _ -> "number";
            default -> "null";
        };
        return new MalformedLifecyclePolicy("instance type (" + found
                + ") does not match any allowed primitive type (allowed: [\"" + wanted + "\"])");
    }

    boolean has(String name) {
        return tree.containsKey(name);
    }

    Object member(String name) {
        return tree.getOrDefault(name, "");
    }

    List<?> list(String name) throws MalformedLifecyclePolicy {
        if (member(name) instanceof List<?> list) {
            return list;
        }
        throw type(member(name), "array");
    }

    List<String> texts(String name) throws MalformedLifecyclePolicy {
        List<String> texts = new ArrayList<>();
        for (Object item : list(name)) {
            texts.add(text(item));
        }
        return texts;
    }

    static String text(Object value) throws MalformedLifecyclePolicy {
        if (value instanceof String text) {
            return text;
        }
        throw type(value, "string");
    }

    /// One of these words; empty where there is none.
    Optional<String> word(String name, List<String> words) throws MalformedLifecyclePolicy {
        if (!has(name)) {
            return Optional.empty();
        }
        String word = text(member(name));
        if (!words.contains(word)) {
            throw new MalformedLifecyclePolicy(
                    "instance value (" + word + ") not found in enum :(possible values: " + quoted(words) + ")");
        }
        return Optional.of(word);
    }

    /// A whole number from 1 on.
    int number(String name) throws MalformedLifecyclePolicy {
        if (!(member(name) instanceof Integer number)) {
            throw type(member(name), "integer");
        }
        if (number < 1) {
            throw new MalformedLifecyclePolicy(
                    "numeric instance is lower than the required minimum (minimum: 1, found: " + number + ")");
        }
        return number;
    }
}
