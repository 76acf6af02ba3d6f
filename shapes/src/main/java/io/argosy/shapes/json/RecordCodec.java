package io.argosy.shapes.json;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Turns records into JSON trees and back, by their components: `Optional`s and collections that are empty are left
/// out, a missing number is 0, a missing flag false, a missing list empty; any other missing member is an error.
/// A sealed interface of records is told apart by a member `is`. What has no order of its own, sets and maps, is
/// written in that of its letters or numbers: equal records make equal texts. Types are strict; unknown members are
/// ignored.
public final class RecordCodec {
    static final String CASE = "is";

    /// What reflection found out about one record class.
    private record Layout(Constructor<?> constructor, List<RecordComponent> components) {}

    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            var components = Arrays.asList(type.getRecordComponents());
            Class<?>[] types = components.stream().map(RecordComponent::getType).toArray(Class<?>[]::new);
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                // A record may be its package's own business and still be kept.
                constructor.setAccessible(true);
                components.forEach(component -> component.getAccessor().setAccessible(true));
                return new Layout(constructor, components);
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    };

    private RecordCodec() {}

    public static String text(Record value) {
        return RecordText.write(value);
    }

    public static <T> T read(String text, Class<T> type) throws MalformedJson {
        try {
            return type.cast(RecordText.read(text, type));
        } catch (IOException | RuntimeException unusual) {
            // By its tree it is read all the same, or it is said what is wrong with it.
            return read(JsonTree.object(text), type);
        }
    }

    public static Map<String, Object> tree(Record value) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (caseOf(value.getClass())) {
            tree.put(CASE, value.getClass().getSimpleName());
        }
        for (RecordComponent component : LAYOUTS.get(value.getClass()).components()) {
            Object member = member(value, component);
            if (!absent(member)) {
                tree.put(component.getName(), plain(member));
            }
        }
        return tree;
    }

    /// What makes `after` into `before` again: the members that are different as they were, null for those that were
    /// left out. Both are of one class.
    public static String difference(Record before, Record after) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        for (RecordComponent component : LAYOUTS.get(before.getClass()).components()) {
            Object was = member(before, component);
            if (!was.equals(member(after, component))) {
                tree.put(component.getName(), absent(was) ? null : plain(was));
            }
        }
        return JsonTree.write(tree);
    }

    /// Makes the tree of `after` into that of `before`.
    public static void undo(Map<String, Object> tree, String difference) throws MalformedJson {
        JsonTree.nullable(difference).forEach((name, was) -> {
            if (was == null) {
                tree.remove(name);
            } else {
                tree.put(name, was);
            }
        });
    }

    public static <T> T read(Map<String, Object> tree, Class<T> type) throws MalformedJson {
        return type.cast(readRecord(tree, type, type.getSimpleName()));
    }

    private static boolean caseOf(Class<?> type) {
        return Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
    }

    private static Object member(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException broken) {
            throw new IllegalStateException("cannot read " + component, broken);
        }
    }

    static boolean absent(Object member) {
        return switch (member) {
            case Optional<?> optional -> optional.isEmpty();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case Object _ -> false;
        };
    }

    static Object plain(Object value) {
        return switch (value) {
            case Optional<?> optional -> plain(optional.orElseThrow());
            case Set<?> items -> items.stream().map(RecordCodec::plain).sorted().toList();
            case Collection<?> items -> items.stream().map(RecordCodec::plain).toList();
            case Map<?, ?> map -> {
                Map<String, Object> plain = new TreeMap<>();
                map.forEach((key, item) ->
                        plain.put(key instanceof Enum<?> constant ? constant.name() : key.toString(), plain(item)));
                yield plain;
            }
            case Record nested -> tree(nested);
            case Enum<?> constant -> constant.name();
            case Instant instant -> instant.toString();
            case Object simple -> simple;
        };
    }

    private static Object readRecord(Map<String, Object> tree, Class<?> type, String path) throws MalformedJson {
        if (type.isSealed() && !type.isRecord()) {
            return readRecord(tree, caseNamed(tree, type, path), path);
        }
        Layout layout = LAYOUTS.get(type);
        Object[] values = new Object[layout.components().size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = layout.components().get(i);
            values[i] =
                    read(tree.get(component.getName()), component.getGenericType(), path + "." + component.getName());
        }
        try {
            return layout.constructor().newInstance(values);
        } catch (ReflectiveOperationException | IllegalArgumentException refused) {
            throw new MalformedJson(path + " is not valid", refused);
        }
    }

    private static Class<?> caseNamed(Map<String, Object> tree, Class<?> type, String path) throws MalformedJson {
        Object name = tree.get(CASE);
        return Arrays.stream(type.getPermittedSubclasses())
                .filter(permitted -> permitted.getSimpleName().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedJson(path + " is of an unknown kind: " + name));
    }

    private static Object read(@Nullable Object value, Type type, String path) throws MalformedJson {
        if (type instanceof ParameterizedType generic) {
            return readGeneric(value, generic, path);
        }
        if (value == null) {
            return missing((Class<?>) type, path);
        }
        return readPlain(value, (Class<?>) type, path);
    }

    private static Object missing(Class<?> type, String path) throws MalformedJson {
        if (type == boolean.class) {
            return false;
        } else if (type == int.class) {
            return 0;
        } else if (type == long.class) {
            return 0L;
        } else if (type == double.class) {
            return 0.0;
        }
        throw new MalformedJson(path + " is missing");
    }

    private static Object readGeneric(@Nullable Object value, ParameterizedType type, String path)
            throws MalformedJson {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.of(read(value, arguments[0], path));
        }
        if (type.getRawType() == List.class || type.getRawType() == Set.class) {
            List<Object> items = new ArrayList<>();
            for (Object item : value == null ? List.of() : as(value, List.class, path)) {
                items.add(read(item, arguments[0], path + "[" + items.size() + "]"));
            }
            return type.getRawType() == List.class ? List.copyOf(items) : Set.copyOf(items);
        }
        Map<Object, Object> members = new LinkedHashMap<>();
        for (var member : JsonTree.members(value == null ? Map.of() : as(value, Map.class, path))
                .entrySet()) {
            Object key = read(member.getKey(), arguments[0], path);
            members.put(key, read(member.getValue(), arguments[1], path + "." + member.getKey()));
        }
        return members;
    }

    private static Object readPlain(Object value, Class<?> type, String path) throws MalformedJson {
        if (type == boolean.class || type == Boolean.class) {
            return as(value, Boolean.class, path);
        } else if (type == double.class || type == Double.class) {
            return as(value, Number.class, path).doubleValue();
        } else if (type == int.class || type == Integer.class) {
            return (int) whole(value, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
        } else if (type == long.class || type == Long.class) {
            return whole(value, path, Long.MIN_VALUE, Long.MAX_VALUE);
        } else if (type.isEnum()) {
            return constant(as(value, String.class, path), type, path);
        } else if (type == Instant.class) {
            return instant(as(value, String.class, path), path);
        } else if (type.isRecord() || type.isSealed()) {
            return readRecord(JsonTree.members(as(value, Map.class, path)), type, path);
        }
        return as(value, type, path);
    }

    /// What does not fit is refused, not bent: these texts come from agents too.
    private static long whole(Object value, String path, long least, long most) throws MalformedJson {
        Number number = as(value, Number.class, path);
        if (number instanceof Double fraction && fraction != Math.rint(fraction)) {
            throw new MalformedJson(path + " is not a whole number");
        }
        boolean known = !(number instanceof BigInteger) && Math.abs(number.doubleValue()) <= 0x1p63;
        if (!known || number.longValue() < least || number.longValue() > most) {
            throw new MalformedJson(path + " is out of range");
        }
        return number.longValue();
    }

    private static Instant instant(String text, String path) throws MalformedJson {
        try {
            return Instant.parse(text);
        } catch (DateTimeException notAMoment) {
            throw new MalformedJson(path + " is not a moment", notAMoment);
        }
    }

    private static Object constant(String name, Class<?> type, String path) throws MalformedJson {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> ((Enum<?>) constant).name().equals(name))
                .findFirst()
                .orElseThrow(() -> new MalformedJson(path + " is not a known value: " + name));
    }

    private static <T> T as(Object value, Class<T> type, String path) throws MalformedJson {
        if (!type.isInstance(value)) {
            throw new MalformedJson(path + " should be a " + type.getSimpleName());
        }
        return type.cast(value);
    }
}
