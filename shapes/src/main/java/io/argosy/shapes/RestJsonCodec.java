package io.argosy.shapes;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// restJson1: members in the path, in the query, and the rest in a JSON body. Answers are JSON bodies.
public final class RestJsonCodec {
    private RestJsonCodec() {}

    /// `path` has one value a name; `query` every value given under a name.
    public static <T extends Shape> T read(
            byte[] body, Map<String, String> path, Map<String, List<String>> query, Structure<T> structure) {
        try (JsonParser parser = JsonCodec.JSON.createParser(body)) {
            var reader = new JsonReader(parser);
            @Nullable
            Object[] values = parser.nextToken() == null
                    ? new @Nullable Object[structure.members().size()]
                    : reader.given(structure);
            if (parser.nextToken() != null) {
                throw ShapeException.unreadable("", "Unexpected content after the JSON object");
            }
            for (int i = 0; i < values.length; i++) {
                Member member = structure.members().get(i);
                values[i] = switch (member.place()) {
                    case BODY, PAYLOAD, HEADER -> values[i];
                    case PATH -> fromPath(member, path.get(member.placeName()));
                    case QUERY -> fromQuery(member, query.getOrDefault(member.placeName(), List.of()));
                };
            }
            return structure.build(reader.complete(structure, values));
        } catch (IOException unreadable) {
            throw JsonCodec.refusal(unreadable);
        }
    }

    public static byte[] write(Shape shape) {
        return JsonCodec.write(shape);
    }

    private static @Nullable Object fromPath(Member member, @Nullable String text) {
        return text == null ? null : scalar(member, member.type(), text);
    }

    private static @Nullable Object fromQuery(Member member, List<String> texts) {
        if (texts.isEmpty()) {
            return null;
        }
        if (member.type() instanceof Type.ListOf(var element, var _)) {
            List<Object> items = new ArrayList<>();
            texts.forEach(text -> items.add(scalar(member, element, text)));
            return List.copyOf(items);
        }
        return scalar(member, member.type(), texts.getFirst());
    }

    private static Object scalar(Member member, Type type, String text) {
        if (type instanceof Type.Scalar(var kind, var _)) {
            return TextScalars.read(kind, text, member::name);
        }
        throw new IllegalStateException(member.name() + " cannot stand in a path or query");
    }
}
