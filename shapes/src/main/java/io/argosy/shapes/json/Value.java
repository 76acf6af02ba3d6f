package io.argosy.shapes.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// How the values of one type stand in a text.
interface Value {
    void write(Object value, JsonGenerator out) throws IOException;

    /// From the first token of a value that is not null to its last.
    Object read(JsonParser in) throws IOException;

    /// What a record has for a member that is not there.
    default Object missing() throws MalformedJson {
        throw new MalformedJson("missing");
    }

    default boolean absent(Object value) {
        return false;
    }

    /// Whether many values are likely to be the same, and quickly compared.
    default boolean common() {
        return false;
    }

    static Value of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] of = generic.getActualTypeArguments();
            if (generic.getRawType() == Optional.class) {
                return new Maybe(of(of[0]));
            }
            return generic.getRawType() == Map.class
                    ? new Entries(keys((Class<?>) of[0]), of(of[1]))
                    : new Items(of(of[0]), generic.getRawType() == Set.class);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return new Constant(constants(plain));
        }
        return plain.isRecord() || plain.isSealed() ? new Nested(plain) : Scalar.of(plain);
    }

    private static Map<String, Object> constants(Class<?> type) {
        Map<String, Object> constants = new HashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        return constants;
    }

    private static Map<String, Object> keys(Class<?> type) {
        return type.isEnum() ? constants(type) : Map.of();
    }

    record Maybe(Value value) implements Value {
        private static final Shared.Maker OPTIONAL = parts -> Optional.ofNullable(parts[0]);

        @Override
        public void write(Object maybe, JsonGenerator out) throws IOException {
            value.write(((Optional<?>) maybe).orElseThrow(), out);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            Object there = value.read(in);
            return value.common() ? Shared.whole(OPTIONAL, new Object[] {there}) : Optional.of(there);
        }

        @Override
        public Object missing() {
            return Optional.empty();
        }

        @Override
        public boolean absent(Object maybe) {
            return ((Optional<?>) maybe).isEmpty();
        }

        @Override
        public boolean common() {
            return value.common();
        }
    }

    record Items(Value item, boolean set) implements Value {
        @Override
        public void write(Object items, JsonGenerator out) throws IOException {
            out.writeStartArray();
            for (Object one : set ? ((Set<?>) items).stream().sorted().toList() : (Collection<?>) items) {
                item.write(one, out);
            }
            out.writeEndArray();
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw new MalformedJson("should be a list");
            }
            List<Object> items = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (in.currentToken() != JsonToken.VALUE_NULL) {
                    items.add(item.read(in));
                }
            }
            return set ? Set.copyOf(items) : List.copyOf(items);
        }

        @Override
        public Object missing() {
            return set ? Set.of() : List.of();
        }

        @Override
        public boolean absent(Object items) {
            return ((Collection<?>) items).isEmpty();
        }
    }

    /// Keys are texts, or constants by their names.
    record Entries(Map<String, Object> constants, Value value) implements Value {
        @Override
        public void write(Object map, JsonGenerator out) throws IOException {
            var sorted = new TreeMap<String, Object>();
            ((Map<?, ?>) map)
                    .forEach((key, one) ->
                            sorted.put(key instanceof Enum<?> constant ? constant.name() : key.toString(), one));
            out.writeStartObject();
            for (var one : sorted.entrySet()) {
                out.writeFieldName(one.getKey());
                value.write(one.getValue(), out);
            }
            out.writeEndObject();
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("should be an object");
            }
            Map<Object, Object> map = new LinkedHashMap<>();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                Object key = constants.isEmpty() ? in.currentName() : Constant.named(constants, in.currentName());
                if (in.nextToken() != JsonToken.VALUE_NULL) {
                    map.put(key, value.read(in));
                }
            }
            return map;
        }

        @Override
        public Object missing() {
            return new LinkedHashMap<>();
        }

        @Override
        public boolean absent(Object map) {
            return ((Map<?, ?>) map).isEmpty();
        }
    }

    record Nested(Class<?> type) implements Value {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            RecordText.write((Record) value, out);
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            return RecordText.readRecord(in, type);
        }

        @Override
        public boolean common() {
            return RecordText.common(type);
        }
    }

    record Constant(Map<String, Object> constants) implements Value {
        @Override
        public void write(Object value, JsonGenerator out) throws IOException {
            out.writeString(((Enum<?>) value).name());
        }

        @Override
        public Object read(JsonParser in) throws IOException {
            return named(constants, in.getText());
        }

        @Override
        public boolean common() {
            return true;
        }

        static Object named(Map<String, Object> constants, String name) throws MalformedJson {
            Object constant = constants.get(name);
            if (constant == null) {
                throw new MalformedJson("not a known value: " + name);
            }
            return constant;
        }
    }
}
