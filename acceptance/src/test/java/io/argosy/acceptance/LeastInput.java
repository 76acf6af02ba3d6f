package io.argosy.acceptance;

import io.argosy.shapes.Blob;
import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An input with what its operation requires and no more.
final class LeastInput {
    private LeastInput() {}

    static <T extends Shape> T of(Structure<T> structure) {
        List<Member> members = structure.members();
        var values = new @Nullable Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = members.get(i).required() ? value(members.get(i).type()) : null;
        }
        return structure.build(values);
    }

    private static Object value(Type type) {
        return switch (type) {
            case Type.Scalar(var kind, var _) ->
                switch (kind) {
                    case BOOLEAN -> true;
                    case INTEGER -> 1;
                    case LONG -> 1L;
                    case FLOAT, DOUBLE -> 1.0;
                    case TIMESTAMP, TIMESTAMP_ISO, TIMESTAMP_HTTP, TIMESTAMP_EPOCH -> Instant.EPOCH;
                    case BLOB -> new Blob(new byte[] {1});
                    default -> "web";
                };
            case Type.ListOf(var element, var _) -> List.of(value(element));
            case Type.MapOf _ -> Map.of();
            case Type.Nested nested -> of(nested.structure());
        };
    }
}
