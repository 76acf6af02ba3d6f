package io.argosy.jobqueues.definitions;

import io.argosy.shapes.Member;
import io.argosy.shapes.Shape;
import io.argosy.shapes.Structure;
import io.argosy.shapes.Type;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Batch's structures as those of ECS that are alike: members of the same name are taken over, all the way down.
final class Alike {
    private Alike() {}

    static <T extends Shape> T as(Structure<T> wanted, Shape given) {
        return as(wanted, given, Map.of());
    }

    /// `others` are members that are not taken over, by their names.
    static <T extends Shape> T as(Structure<T> wanted, Shape given, Map<String, ?> others) {
        @Nullable Object[] values = values(wanted, given);
        others.forEach((name, value) -> values[wanted.position(name)] = value);
        return wanted.build(values);
    }

    private static @Nullable Object[] values(Structure<?> wanted, Shape given) {
        List<Member> members = wanted.members();
        var values = new @Nullable Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            int position = given.structure().position(members.get(i).name());
            Object value = position < 0 ? null : given.value(position);
            values[i] = value == null ? null : converted(members.get(i).type(), value);
        }
        return values;
    }

    private static Object converted(Type wanted, Object value) {
        return switch (wanted) {
            case Type.Scalar _, Type.MapOf _ -> value;
            case Type.ListOf(var element, var _) ->
                ((List<?>) value).stream().map(item -> converted(element, item)).toList();
            case Type.Nested nested -> as(nested.structure(), (Shape) value);
        };
    }
}
