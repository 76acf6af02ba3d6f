package io.argosy.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `$NAME`, `${NAME}` and its forms with `:-`, `-`, `:?`, `?`, `:+` and `+`, in every text of a file; `$$` is a dollar.
/// A variable that is not set and has no other value is refused.
final class Interpolation {
    private static final int DEEPEST = 10;

    private final Map<String, String> variables;
    private final Findings findings;

    Interpolation(Map<String, String> variables, Findings findings) {
        this.variables = variables;
        this.findings = findings;
    }

    Map<String, Object> members(String path, Map<?, ?> members) {
        Map<String, Object> done = new LinkedHashMap<>();
        members.forEach((name, value) -> {
            String key = String.valueOf(name);
            done.put(key, value(path.isEmpty() ? key : path + "." + key, value));
        });
        return done;
    }

    private Object value(String path, Object value) {
        return switch (value) {
            case Map<?, ?> map -> members(path, map);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(value(path, item)));
                yield items;
            }
            case String text -> text(path, text);
            default -> value;
        };
    }

    String text(String path, String text) {
        return text(path, text, 0);
    }

    private String text(String path, String text, int depth) {
        if (depth > DEEPEST) {
            findings.refuse(path, "variables within variables are too deep");
            return text;
        }
        var done = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char letter = text.charAt(at);
            if (letter != '$' || at + 1 == text.length()) {
                done.append(letter);
                at++;
            } else if (text.charAt(at + 1) == '$') {
                done.append('$');
                at += 2;
            } else if (text.charAt(at + 1) == '{') {
                int end = closing(text, at + 1);
                if (end < 0) {
                    findings.refuse(path, "${ has no } in " + text);
                    return text;
                }
                done.append(braced(path, text.substring(at + 2, end), depth));
                at = end + 1;
            } else {
                int end = nameEnd(text, at + 1);
                done.append(end == at + 1 ? "$" : plain(path, text.substring(at + 1, end)));
                at = Math.max(end, at + 1);
            }
        }
        return done.toString();
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int nameEnd(String text, int from) {
        int end = from;
        while (end < text.length()
                && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')
                && !(end == from && Character.isDigit(text.charAt(end)))) {
            end++;
        }
        return end;
    }

    private String plain(String path, String name) {
        return Optional.ofNullable(variables.get(name)).orElseGet(() -> {
            findings.refuse(path, "the variable " + name + " is not set");
            return "";
        });
    }

    private String braced(String path, String inner, int depth) {
        int end = nameEnd(inner, 0);
        String name = inner.substring(0, end);
        String rest = inner.substring(end);
        if (name.isEmpty()) {
            findings.refuse(path, "${" + inner + "} names no variable");
            return "";
        }
        if (rest.isEmpty()) {
            return plain(path, name);
        }
        boolean orEmpty = rest.startsWith(":");
        String how = orEmpty ? rest.substring(1) : rest;
        if (how.isEmpty() || "-?+".indexOf(how.charAt(0)) < 0) {
            findings.refuse(path, "${" + inner + "} is none of the forms of a variable");
            return "";
        }
        String other = how.substring(1);
        Optional<String> value = Optional.ofNullable(variables.get(name)).filter(known -> !orEmpty || !known.isEmpty());
        return switch (how.charAt(0)) {
            case '-' -> value.orElseGet(() -> text(path, other, depth + 1));
            case '+' -> value.isPresent() ? text(path, other, depth + 1) : "";
            default ->
                value.orElseGet(() -> {
                    findings.refuse(path, name + ": " + text(path, other, depth + 1));
                    return "";
                });
        };
    }
}
