package io.argosy.state;

import io.argosy.model.Entity;
import java.util.Collection;
import java.util.Optional;
import org.pcollections.TreePMap;

/// Entities of one kind by key, in the order of their keys. A value: what changes makes another table.
record Table<E extends Entity>(TreePMap<String, E> byKey) {
    static <E extends Entity> Table<E> empty() {
        return new Table<>(TreePMap.empty());
    }

    Optional<E> get(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    Collection<E> values() {
        return byKey.values();
    }

    Table<E> with(E entity) {
        return new Table<>(byKey.plus(entity.key(), entity));
    }

    Table<E> without(String key) {
        return new Table<>(byKey.minus(key));
    }
}
