package io.argosy.shapes;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Copies for the constructors of generated records. Maps keep their order.
public final class Copies {
    private Copies() {}

    public static <E> List<E> list(List<E> list) {
        return List.copyOf(list);
    }

    public static <E> Optional<List<E>> list(Optional<List<E>> list) {
        return list.map(List::copyOf);
    }

    public static <V> Map<String, V> map(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public static <V> Optional<Map<String, V>> map(Optional<Map<String, V>> map) {
        return map.map(Copies::map);
    }
}
