package io.argosy.wire;

import io.argosy.shapes.Blob;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.protocol.MarshallingType;
import software.amazon.awssdk.core.traits.ListTrait;
import software.amazon.awssdk.core.traits.MapTrait;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.core.util.SdkAutoConstructMap;
import software.amazon.awssdk.utils.builder.Buildable;

/// The AWS SDK's structures, filled at random and laid out as plain trees by their names on the wire.
final class SdkPojos {
    /// How often a structure may stand within itself.
    private static final int MOST_NESTED = 2;

    private final RandomGenerator chance;
    private final Deque<Class<?>> path = new ArrayDeque<>();

    SdkPojos(RandomGenerator chance) {
        this.chance = chance;
    }

    /// Fills a builder's every member and builds it.
    Object filled(SdkPojo builder) {
        path.push(builder.getClass());
        for (SdkField<?> field : builder.sdkFields()) {
            field.set(builder, value(field));
        }
        path.pop();
        return ((Buildable) builder).build();
    }

    /// A value, or null where a structure would nest too often.
    private @Nullable Object value(SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            Object item = value(field.getTrait(ListTrait.class).memberFieldInfo());
            return item == null ? null : List.of(item);
        } else if (type.equals(MarshallingType.MAP)) {
            Object item = value(field.getTrait(MapTrait.class).valueFieldInfo());
            return item == null ? null : Map.of("key" + chance.nextInt(100), item);
        } else if (type.equals(MarshallingType.SDK_POJO)) {
            SdkPojo nested = field.constructor().get();
            Class<?> kind = nested.getClass();
            return path.stream().filter(kind::equals).count() < MOST_NESTED ? filled(nested) : null;
        }
        return type.equals(MarshallingType.DOCUMENT) ? null : scalar(type);
    }

    private Object scalar(MarshallingType<?> type) {
        if (type.equals(MarshallingType.STRING)) {
            return "text <&> \"é\" " + chance.nextInt(1000);
        } else if (type.equals(MarshallingType.INTEGER)) {
            return chance.nextInt();
        } else if (type.equals(MarshallingType.LONG)) {
            return chance.nextLong();
        } else if (type.equals(MarshallingType.BOOLEAN)) {
            return chance.nextBoolean();
        } else if (type.equals(MarshallingType.FLOAT)) {
            return chance.nextInt(1000) / 4.0f;
        } else if (type.equals(MarshallingType.DOUBLE)) {
            return chance.nextInt(100_000) / 8.0;
        } else if (type.equals(MarshallingType.INSTANT)) {
            return Instant.ofEpochSecond(chance.nextLong(4_000_000_000L));
        } else if (type.equals(MarshallingType.SDK_BYTES)) {
            return SdkBytes.fromUtf8String("bytes " + chance.nextInt(1000));
        }
        throw new IllegalStateException("no value for " + type);
    }

    static Map<String, Object> tree(SdkPojo pojo) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = field.getValueOrDefault(pojo);
            boolean unset = value instanceof SdkAutoConstructList || value instanceof SdkAutoConstructMap;
            if (value != null && !unset && !field.marshallingType().equals(MarshallingType.DOCUMENT)) {
                tree.put(field.memberName(), plain(value));
            }
        }
        return tree;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case SdkPojo nested -> tree(nested);
            case List<?> list -> {
                List<Object> items = new ArrayList<>();
                list.forEach(item -> items.add(plain(item)));
                yield items;
            }
            case Map<?, ?> map -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                map.forEach((key, item) -> entries.put((String) key, plain(item)));
                yield entries;
            }
            case SdkBytes bytes -> new Blob(bytes.asByteArray());
            case Float number -> number.doubleValue();
            case Object simple -> simple;
        };
    }

    /// The part of a tree that this structure's version has fields for.
    static Map<String, Object> known(Map<String, Object> tree, SdkPojo pojo) {
        Map<String, Object> known = new LinkedHashMap<>();
        for (SdkField<?> field : pojo.sdkFields()) {
            Object value = tree.get(field.memberName());
            if (value != null) {
                known.put(field.memberName(), known(value, field));
            }
        }
        return known;
    }

    @SuppressWarnings("unchecked")
    private static Object known(Object value, SdkField<?> field) {
        MarshallingType<?> type = field.marshallingType();
        if (type.equals(MarshallingType.LIST)) {
            SdkField<?> element = field.getTrait(ListTrait.class).memberFieldInfo();
            return ((List<?>) value).stream().map(item -> known(item, element)).toList();
        } else if (type.equals(MarshallingType.MAP)) {
            SdkField<?> element = field.getTrait(MapTrait.class).valueFieldInfo();
            Map<String, Object> entries = new LinkedHashMap<>();
            ((Map<String, Object>) value).forEach((key, item) -> entries.put(key, known(item, element)));
            return entries;
        } else if (type.equals(MarshallingType.SDK_POJO)) {
            return known((Map<String, Object>) value, field.constructor().get());
        }
        return value;
    }
}
