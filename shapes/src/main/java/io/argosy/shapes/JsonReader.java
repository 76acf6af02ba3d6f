package io.argosy.shapes;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads members' values from JSON by their types. Nulls count as absent, unknown members are skipped, and a value of
/// another type is refused where it stands.
final class JsonReader {
    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /// The values of the object that starts at the current token.
    @Nullable
    Object[] members(Structure<?> structure) throws IOException {
        return complete(structure, given(structure));
    }

    /// The same, but what is required may be missing: the rest of a REST request has a say too.
    @Nullable
    Object[] given(Structure<?> structure) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw mismatch("a structure");
        }
        var values = new @Nullable Object[structure.members().size()];
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            JsonToken token = parser.nextToken();
            int position = structure.position(name);
            if (position < 0) {
                parser.skipChildren();
            } else if (token != JsonToken.VALUE_NULL) {
                values[position] = value(structure.members().get(position).type());
            }
        }
        return values;
    }

    @Nullable
    Object[] complete(Structure<?> structure, @Nullable Object[] values) {
        var missing = structure.missing(values);
        if (missing.isPresent()) {
            throw ShapeException.missing(joined(path(), missing.get().name()));
        }
        return values;
    }

    private Object value(Type type) throws IOException {
        return switch (type) {
            case Type.Scalar(var kind, var _) -> scalar(kind);
            case Type.ListOf(var element, var _) -> list(element);
            case Type.MapOf(var _, var value, var _) -> map(value);
            case Type.Nested nested -> nested(nested.structure());
        };
    }

    private <T extends Shape> T nested(Structure<T> structure) throws IOException {
        return structure.build(complete(structure, structure.switchedOff(given(structure))));
    }

    private List<Object> list(Type element) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw mismatch("a list");
        }
        List<Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                values.add(value(element));
            }
        }
        return List.copyOf(values);
    }

    private Map<String, Object> map(Type element) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw mismatch("a map");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        for (String key = parser.nextFieldName(); key != null; key = parser.nextFieldName()) {
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                values.put(key, value(element));
            }
        }
        return values;
    }

    private Object scalar(Type.Kind kind) throws IOException {
        return switch (kind) {
            case STRING -> text("a String");
            case BOOLEAN -> bool();
            case INTEGER -> Math.toIntExact(whole("an Integer", Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> whole("a Long", Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT, DOUBLE -> number();
            case BLOB -> new Blob(bytes());
            case DOCUMENT -> document();
            case TIMESTAMP, TIMESTAMP_EPOCH -> instant();
            case TIMESTAMP_ISO, TIMESTAMP_HTTP -> Texts.instant(kind, text("a Timestamp"), this::path);
        };
    }

    private String text(String wanted) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw mismatch(wanted);
        }
        return parser.getText();
    }

    private boolean bool() {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw mismatch("a Boolean");
        };
    }

    private long whole(String wanted, long min, long max) throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            throw mismatch(wanted);
        }
        boolean fits = switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue() >= min && parser.getLongValue() <= max;
            default -> false;
        };
        if (!fits) {
            throw ShapeException.unreadable(path(), "The number does not fit into " + wanted);
        }
        return parser.getLongValue();
    }

    private double number() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Texts.finite(parser.getDoubleValue(), this::path);
            case VALUE_STRING -> notANumber(parser.getText());
            default -> throw mismatch("a Double");
        };
    }

    private double notANumber(String text) {
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw mismatch("a Double");
        };
    }

    private byte[] bytes() throws IOException {
        return Texts.base64(text("a Blob"), this::path);
    }

    private Object instant() throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Texts.epoch(parser.getText(), this::path);
            default -> throw mismatch("a Timestamp");
        };
    }

    private JsonDocument document() throws IOException {
        var text = new StringWriter();
        try (var generator = JsonCodec.JSON.createGenerator(text)) {
            generator.copyCurrentStructureExact(parser);
        }
        return new JsonDocument(text.toString());
    }

    private ShapeException mismatch(String wanted) {
        String found = switch (parser.currentToken()) {
            case START_OBJECT -> "A structure or map";
            case START_ARRAY -> "A list";
            case VALUE_STRING -> "STRING_VALUE";
            case VALUE_TRUE, VALUE_FALSE -> "BOOLEAN_VALUE";
            case VALUE_NUMBER_FLOAT -> "DECIMAL_VALUE";
            case VALUE_NUMBER_INT -> "NUMBER_VALUE";
            default -> "The value";
        };
        return ShapeException.unreadable(path(), found + " can not be converted to " + wanted);
    }

    /// Where the parser stands, as AWS writes it.
    private String path() {
        JsonStreamContext context = parser.getParsingContext();
        JsonToken token = parser.currentToken();
        boolean opening = token == JsonToken.START_OBJECT || token == JsonToken.START_ARRAY;
        return path(opening && context.getParent() != null ? context.getParent() : context);
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        String before = parent == null ? "" : path(parent);
        if (context.inArray()) {
            return joined(before, (context.getCurrentIndex() + 1) + ".member");
        }
        return context.hasCurrentName() ? joined(before, context.getCurrentName()) : before;
    }

    private static String joined(String before, String name) {
        return before.isEmpty() ? name : before + "." + name;
    }
}
