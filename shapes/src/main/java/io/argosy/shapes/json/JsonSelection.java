package io.argosy.shapes.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads some values of a JSON text, passes over the others, and tells null from what is not there. The whole text must
/// be JSON.
public final class JsonSelection {
    private final JsonParser parser;
    private final Map<Path, Value> found = new HashMap<>();

    private JsonSelection(JsonParser parser) {
        this.parser = parser;
    }

    /// A way from the root of a text: by names, and by positions in lists.
    public record Path(List<Step> steps) {
        public Path {
            steps = List.copyOf(steps);
        }
    }

    public sealed interface Step {
        record Member(String name) implements Step {}

        record Element(int position) implements Step {}
    }

    /// What stands at the end of a way. Lists and objects are `Nested`, whatever is in them.
    public sealed interface Value {
        record Text(String text) implements Value {}

        record Decimal(double number, String text) implements Value {}

        record Truth(boolean on) implements Value {}

        record Null() implements Value {}

        record Nested() implements Value {}
    }

    /// The values at those of the ways that lead somewhere.
    public static Map<Path, Value> read(byte[] text, int from, int length, Collection<Path> paths)
            throws MalformedJson {
        try (JsonParser parser = JsonTree.FACTORY.createParser(text, from, length)) {
            var selection = new JsonSelection(parser);
            if (parser.nextToken() == null) {
                throw new MalformedJson("there is no JSON value");
            }
            selection.value(List.copyOf(paths), 0);
            if (parser.nextToken() != null) {
                throw new MalformedJson("text after the JSON value");
            }
            return selection.found;
        } catch (MalformedJson malformed) {
            throw malformed;
        } catch (IOException notJson) {
            throw new MalformedJson("not JSON: " + notJson.getMessage(), notJson);
        }
    }

    /// Reads the value at the parser, to which these ways have led by their first `depth` steps.
    private void value(List<Path> paths, int depth) throws IOException {
        if (paths.isEmpty()) {
            parser.skipChildren();
            return;
        }
        List<Path> ended =
                paths.stream().filter(path -> path.steps().size() == depth).toList();
        if (!ended.isEmpty()) {
            Value value = scalar();
            ended.forEach(path -> found.put(path, value));
        }
        switch (parser.currentToken()) {
            case START_OBJECT -> members(paths, depth);
            case START_ARRAY -> elements(paths, depth);
            case VALUE_STRING, VALUE_TRUE, VALUE_FALSE, VALUE_NULL, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {}
            default -> throw new MalformedJson("a value is missing");
        }
    }

    private void members(List<Path> paths, int depth) throws IOException {
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            value(going(paths, depth, new Step.Member(name)), depth + 1);
        }
    }

    private void elements(List<Path> paths, int depth) throws IOException {
        for (int position = 0; parser.nextToken() != JsonToken.END_ARRAY; position++) {
            value(going(paths, depth, new Step.Element(position)), depth + 1);
        }
    }

    private static List<Path> going(List<Path> paths, int depth, Step step) {
        return paths.stream()
                .filter(path ->
                        path.steps().size() > depth && path.steps().get(depth).equals(step))
                .toList();
    }

    private Value scalar() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_STRING -> new Value.Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Value.Decimal(parser.getDoubleValue(), parser.getText());
            case VALUE_TRUE -> new Value.Truth(true);
            case VALUE_FALSE -> new Value.Truth(false);
            case VALUE_NULL -> new Value.Null();
            default -> new Value.Nested();
        };
    }
}
