package io.argosy.shapes.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records as text and back without trees in between, by the rules of `RecordCodec`: for whoever reads hundreds of
/// thousands. What each class needs is worked out once. Anything unusual is an exception here, and `RecordCodec` looks
/// at it again.
final class RecordText {
    private static final int USUAL_LENGTH = 1_024;
    private static final int FEW = 4;

    /// A class of records: its members in their order and by name, and how to make one.
    private record Layout(
            Member[] members, Map<String, Integer> places, MethodHandle constructor, boolean aCase, boolean common)
            implements Shared.Maker {
        /// Where the member of this name is, or -1. It mostly follows the one before.
        int place(String name, int next) {
            return next < members.length && members[next].name().equals(name) ? next : places.getOrDefault(name, -1);
        }

        @Override
        public Object of(@Nullable Object[] values) throws MalformedJson {
            try {
                return constructor.invokeExact(values);
            } catch (Throwable refused) {
                throw new MalformedJson("not valid", refused);
            }
        }
    }

    private record Member(String name, MethodHandle accessor, Value value) {}

    private static final ClassValue<Layout> LAYOUTS = new ClassValue<>() {
        @Override
        protected Layout computeValue(Class<?> type) {
            return layout(type);
        }
    };

    /// The cases of a sealed interface by their names: reflection works them out anew each time.
    private static final ClassValue<Map<String, Class<?>>> CASES = new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> type) {
            Map<String, Class<?>> cases = new HashMap<>();
            for (Class<?> permitted : type.getPermittedSubclasses()) {
                cases.put(permitted.getSimpleName(), permitted);
            }
            return cases;
        }
    };

    private RecordText() {}

    static String write(Record record) {
        var text = new StringWriter(USUAL_LENGTH);
        try (JsonGenerator out = JsonTree.FACTORY.createGenerator(text)) {
            write(record, out);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    static Object read(String text, Class<?> type) throws IOException {
        try (JsonParser in = JsonTree.FACTORY.createParser(text)) {
            in.nextToken();
            Object record = readRecord(in, type);
            if (in.nextToken() != null) {
                throw new MalformedJson("text after the JSON value");
            }
            return record;
        }
    }

    static void write(Record record, JsonGenerator out) throws IOException {
        Layout layout = LAYOUTS.get(record.getClass());
        out.writeStartObject();
        if (layout.aCase()) {
            out.writeStringField(RecordCodec.CASE, record.getClass().getSimpleName());
        }
        for (Member member : layout.members()) {
            Object value = get(member, record);
            if (!member.value().absent(value)) {
                out.writeFieldName(member.name());
                member.value().write(value, out);
            }
        }
        out.writeEndObject();
    }

    private static Object get(Member member, Record record) {
        try {
            return member.accessor().invokeExact(record);
        } catch (Throwable broken) {
            throw new IllegalStateException("cannot read " + member.name(), broken);
        }
    }

    /// A sealed type is as common as its cases.
    static boolean common(Class<?> type) {
        return type.isRecord()
                ? LAYOUTS.get(type).common()
                : CASES.get(type).values().stream().allMatch(RecordText::common);
    }

    /// From the first token of a value to its last.
    static Object readRecord(JsonParser in, Class<?> type) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new MalformedJson("expected an object");
        }
        Class<?> record = type.isRecord() ? type : caseOf(in, type);
        Layout layout = LAYOUTS.get(record);
        @Nullable Object[] values = new Object[layout.members().length];
        int next = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            int place = layout.place(in.currentName(), next);
            if (in.nextToken() == JsonToken.VALUE_NULL) {
                continue;
            }
            if (place < 0) {
                in.skipChildren();
            } else {
                values[place] = layout.members()[place].value().read(in);
                next = place + 1;
            }
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                values[i] = layout.members()[i].value().missing();
            }
        }
        return layout.common() ? Shared.whole(layout, values) : layout.of(values);
    }

    /// Writers put it first.
    private static Class<?> caseOf(JsonParser in, Class<?> type) throws IOException {
        if (in.nextToken() != JsonToken.FIELD_NAME || !in.currentName().equals(RecordCodec.CASE)) {
            throw new MalformedJson("of an unknown kind");
        }
        in.nextToken();
        Class<?> permitted = CASES.get(type).get(in.getText());
        if (permitted == null) {
            throw new MalformedJson("of an unknown kind: " + in.getText());
        }
        return permitted;
    }

    private static Layout layout(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var lookup = MethodHandles.lookup();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            Member[] members = new Member[components.length];
            Map<String, Integer> places = new HashMap<>();
            for (int i = 0; i < components.length; i++) {
                var accessor = components[i].getAccessor();
                accessor.setAccessible(true);
                members[i] = new Member(
                        components[i].getName(),
                        lookup.unreflect(accessor).asType(MethodType.methodType(Object.class, Record.class)),
                        Value.of(components[i].getGenericType()));
                places.put(components[i].getName(), i);
            }
            MethodHandle make = lookup.unreflectConstructor(constructor)
                    .asSpreader(Object[].class, components.length)
                    .asType(MethodType.methodType(Object.class, Object[].class));
            boolean aCase = Arrays.stream(type.getInterfaces()).anyMatch(Class::isSealed);
            boolean common = members.length <= FEW
                    && Arrays.stream(members).allMatch(member -> member.value().common());
            return new Layout(members, places, make, aCase, common);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
