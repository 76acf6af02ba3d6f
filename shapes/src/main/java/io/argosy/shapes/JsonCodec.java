package io.argosy.shapes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// The bodies of awsJson 1.0 and 1.1: one JSON object, both directions. Reading refuses wrong types and missing
/// required members; limits are `Validator`'s.
public final class JsonCodec {
    /// How deep a document may nest.
    public static final int MAX_DEPTH = 64;

    static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonCodec() {}

    public static <T extends Shape> T read(byte[] body, Structure<T> structure) {
        try (JsonParser parser = JSON.createParser(body)) {
            return structure.build(values(parser, structure));
        } catch (IOException unreadable) {
            throw refusal(unreadable);
        }
    }

    public static <T extends Shape> T read(InputStream body, Structure<T> structure) {
        try (JsonParser parser = JSON.createParser(body)) {
            return structure.build(values(parser, structure));
        } catch (IOException unreadable) {
            throw refusal(unreadable);
        }
    }

    public static byte[] write(Shape shape) {
        var bytes = new ByteArrayOutputStream(512);
        try (var generator = JSON.createGenerator(bytes)) {
            JsonWriter.write(generator, shape, JsonWriter.EVERY_MEMBER);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object[] values(JsonParser parser, Structure<?> structure) throws IOException {
        JsonToken first = parser.nextToken();
        var reader = new JsonReader(parser);
        @Nullable
        Object[] values = first == null
                ? reader.complete(
                        structure, new @Nullable Object[structure.members().size()])
                : reader.members(structure);
        if (parser.nextToken() != null) {
            throw ShapeException.unreadable("", "Unexpected content after the JSON object");
        }
        return values;
    }

    static ShapeException refusal(IOException unreadable) {
        String problem = unreadable instanceof StreamConstraintsException
                ? "The JSON document exceeds a limit (nesting depth " + MAX_DEPTH + ", or the size of a value)"
                : "The body is not valid JSON";
        return ShapeException.unreadable("", problem);
    }
}
