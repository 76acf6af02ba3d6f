package io.argosy.shapes;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a structure consists of, and how to make one from its members' values.
public final class Structure<T extends Shape> {
    private final ServiceModel service;
    private final String name;
    private final Function<@Nullable Object[], T> constructor;
    private final List<Member> members;
    private final Map<String, Integer> positions;

    public Structure(
            ServiceModel service, String name, Function<@Nullable Object[], T> constructor, List<Member> members) {
        this.service = service;
        this.name = name;
        this.constructor = constructor;
        this.members = members;
        this.positions = HashMap.newHashMap(members.size());
        for (int i = 0; i < members.size(); i++) {
            positions.put(members.get(i).name(), i);
        }
    }

    public ServiceModel service() {
        return service;
    }

    public String name() {
        return name;
    }

    public List<Member> members() {
        return members;
    }

    /// The position of the member with this name on the wire, or -1.
    public int position(String memberName) {
        return positions.getOrDefault(memberName, -1);
    }

    /// Makes the record; `values` stand in the order of `members()`, null where absent. A missing required member is
    /// refused, so callers that read from outside ask `missing` first.
    public T build(@Nullable Object[] values) {
        return constructor.apply(values);
    }

    /// The first required member that has no value.
    public Optional<Member> missing(@Nullable Object[] values) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null && members.get(i).required()) {
                return Optional.of(members.get(i));
            }
        }
        return Optional.empty();
    }

    /// The same values, where a required flag says whether the rest applies and was left out: it is off then, and a
    /// list it needs is empty. So an empty structure switches off what it is about and is no fault, as in ECS.
    public @Nullable Object[] switchedOff(@Nullable Object[] values) {
        if (members.stream().noneMatch(Structure::flag)) {
            return values;
        }
        var complete = values.clone();
        for (int i = 0; i < complete.length; i++) {
            Member member = members.get(i);
            if (complete[i] == null && flag(member)) {
                complete[i] = false;
            } else if (complete[i] == null && member.required() && member.type() instanceof Type.ListOf) {
                complete[i] = List.of();
            }
        }
        return complete;
    }

    private static boolean flag(Member member) {
        return member.required() && member.type() instanceof Type.Scalar(var kind, var _) && kind == Type.Kind.BOOLEAN;
    }

    /// The values of a shape of this structure, in the order of `members()`.
    public @Nullable Object[] valuesOf(Shape shape) {
        var values = new @Nullable Object[members.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = shape.value(i);
        }
        return values;
    }

    /// A shape as text for people: like a record's, with stars for what the service calls sensitive.
    public String show(Shape shape) {
        var text = new StringBuilder(name).append('[');
        for (int i = 0; i < members.size(); i++) {
            Object value = shape.value(i);
            String shown = members.get(i).sensitive() && value != null ? "***" : String.valueOf(value);
            text.append(i == 0 ? "" : ", ")
                    .append(members.get(i).name())
                    .append('=')
                    .append(shown);
        }
        return text.append(']').toString();
    }

    /// For generated constructors: the value of a required member.
    @SuppressWarnings("unchecked")
    public <V> V required(@Nullable Object[] values, int position) {
        Object value = values[position];
        if (value == null) {
            throw new IllegalStateException(
                    name + " lacks its required member " + members.get(position).name());
        }
        return (V) value;
    }

    /// For generated constructors: the value of a member that may be absent.
    @SuppressWarnings("unchecked")
    public static <V> Optional<V> optional(@Nullable Object[] values, int position) {
        return Optional.ofNullable((V) values[position]);
    }

    @Override
    public String toString() {
        return name;
    }
}
