package io.argosy.planning.index;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// Remembers a few of many: what was asked for longest ago goes first, and is made anew when it is wanted again.
final class Bounded<K, V> {
    private final Map<K, V> known = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;

    Bounded(int most) {
        this.most = most;
    }

    V get(K key, Function<K, V> maker) {
        V value = known.get(key);
        if (value == null) {
            if (known.size() == most) {
                Iterator<K> eldest = known.keySet().iterator();
                eldest.next();
                eldest.remove();
            }
            value = maker.apply(key);
            known.put(key, value);
        }
        return value;
    }

    Optional<V> get(K key) {
        return Optional.ofNullable(known.get(key));
    }

    boolean empty() {
        return known.isEmpty();
    }

    boolean full() {
        return known.size() == most;
    }

    void clear() {
        known.clear();
    }

    void each(Consumer<V> action) {
        known.values().forEach(action);
    }
}
