package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import io.argosy.shapes.json.JsonSelection;
import io.argosy.shapes.json.JsonSelection.Path;
import io.argosy.shapes.json.JsonSelection.Value;
import io.argosy.shapes.json.MalformedJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A condition on messages that are JSON objects; `needed` are words that one that matches has in it, unless it writes
/// its letters in another way.
record JsonPattern(JsonCondition condition, List<Path> paths, List<String> needed) implements FilterPattern {
    private static final String ESCAPE = "\\u";

    JsonPattern {
        paths = List.copyOf(paths);
        needed = List.copyOf(needed);
    }

    static JsonPattern parse(String text) {
        JsonCondition condition = JsonConditions.parse(text);
        return new JsonPattern(condition, condition.paths().distinct().toList(), NeededWords.of(condition));
    }

    @Override
    public boolean mayMatchIn(MessageText block) {
        for (String word : needed) {
            if (!block.holds(word)) {
                return block.holds(ESCAPE);
            }
        }
        return block.holds("{");
    }

    @Override
    public boolean matches(MessageText message) {
        return mayMatchIn(message) && values(message).filter(condition::holds).isPresent();
    }

    private Optional<Map<Path, Value>> values(MessageText message) {
        byte[] bytes = message.bytes();
        int from = message.from();
        while (from < message.to() && Character.isWhitespace(bytes[from])) {
            from++;
        }
        if (from == message.to() || bytes[from] != '{') {
            return Optional.empty();
        }
        try {
            return Optional.of(JsonSelection.read(bytes, from, message.to() - from, paths));
        } catch (MalformedJson otherText) {
            return Optional.empty();
        }
    }

    @Override
    public Map<String, String> extracted(MessageText message) {
        Map<String, String> extracted = new TreeMap<>();
        values(message).orElse(Map.of()).forEach((path, value) -> extracted.put(written(path), shown(value)));
        return extracted;
    }

    private static String written(Path path) {
        var text = new StringBuilder("$");
        path.steps().forEach(step -> {
            switch (step) {
                case JsonSelection.Step.Member(var name) -> text.append('.').append(name);
                case JsonSelection.Step.Element(var position) ->
                    text.append('[').append(position).append(']');
            }
        });
        return text.toString();
    }

    private static String shown(Value value) {
        return switch (value) {
            case Value.Text(var text) -> text;
            case Value.Decimal(var _, var text) -> text;
            case Value.Truth(var on) -> String.valueOf(on);
            case Value.Null() -> "null";
            case Value.Nested() -> "";
        };
    }
}
