package io.argosy.shapes.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads and writes JSON as plain values: `Map<String, Object>`, `List<Object>`, `String`, `Number`, `Boolean`.
/// Members that are null are left out, in both directions; nesting deeper than 64 is refused.
public final class JsonTree {
    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(64).build())
            .build();

    private JsonTree() {}

    /// The object the text holds; anything else than one object is malformed.
    public static Map<String, Object> object(String text) throws MalformedJson {
        if (value(text) instanceof Map<?, ?> map) {
            return members(map);
        }
        throw new MalformedJson("expected a JSON object");
    }

    /// The one value the text holds.
    public static Object value(String text) throws MalformedJson {
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new MalformedJson("text after the JSON value");
            }
            return value;
        } catch (MalformedJson malformed) {
            throw malformed;
        } catch (IOException notJson) {
            throw new MalformedJson("not JSON: " + notJson.getMessage(), notJson);
        }
    }

    /// The members of the one object the text holds, those included that are null.
    static Map<String, @Nullable Object> nullable(String text) throws MalformedJson {
        try (JsonParser parser = FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("expected a JSON object");
            }
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                members.put(name, parser.nextToken() == JsonToken.VALUE_NULL ? null : read(parser));
            }
            return members;
        } catch (MalformedJson malformed) {
            throw malformed;
        } catch (IOException notJson) {
            throw new MalformedJson("not JSON: " + notJson.getMessage(), notJson);
        }
    }

    /// The value as JSON text.
    public static String write(Object value) {
        var text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(value, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> members(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static Object read(JsonParser parser) throws IOException {
        JsonToken token = parser.currentToken();
        if (token == null) {
            throw new MalformedJson("no JSON value");
        }
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> throw new MalformedJson("unexpected " + token);
        };
    }

    private static Map<String, Object> readObject(JsonParser parser) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                object.put(name, read(parser));
            }
        }
        return object;
    }

    private static List<Object> readArray(JsonParser parser) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                array.add(read(parser));
            }
        }
        return array;
    }

    private static void write(@Nullable Object value, JsonGenerator out) throws IOException {
        switch (value) {
            case null -> out.writeNull();
            case Map<?, ?> map -> {
                out.writeStartObject();
                for (var member : members(map).entrySet()) {
                    out.writeFieldName(member.getKey());
                    write(member.getValue(), out);
                }
                out.writeEndObject();
            }
            case Iterable<?> items -> {
                out.writeStartArray();
                for (Object item : items) {
                    write(item, out);
                }
                out.writeEndArray();
            }
            case Boolean flag -> out.writeBoolean(flag);
            case Integer number -> out.writeNumber(number);
            case Long number -> out.writeNumber(number);
            case Number number -> out.writeNumber(number.doubleValue());
            case Object text -> out.writeString(text.toString());
        }
    }
}
