package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The tables of one store: one a kind, made when the first of its kind comes. A value, as they are.
final class Tables {
    private final Kinds kinds;
    private final Map<String, Table<?>> byKind;

    private Tables(Kinds kinds, Map<String, Table<?>> byKind) {
        this.kinds = kinds;
        this.byKind = byKind;
    }

    static Tables empty(Kinds kinds) {
        return new Tables(kinds, Map.of());
    }

    /// Many entities at once, as the journal had them.
    static Tables of(Kinds kinds, Map<Kind<?>, List<Stored<? extends Entity>>> many) {
        Map<String, Table<?>> byKind = new HashMap<>();
        many.forEach((kind, rows) -> byKind.put(kind.name(), table(kind, rows)));
        return new Tables(kinds, byKind);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Entity> Table<E> table(Kind<E> kind, List<Stored<? extends Entity>> rows) {
        return Table.of(kind, (Collection<Stored<E>>) (Collection<?>) rows);
    }

    @SuppressWarnings("unchecked")
    <E extends Entity> Table<E> of(Kind<E> kind) {
        Table<?> known = byKind.get(kind.name());
        return known == null ? Table.empty(kind) : (Table<E>) known;
    }

    Kinds kinds() {
        return kinds;
    }

    /// The row of the entity of this kind and key.
    <E extends Entity> Optional<Stored<E>> row(E entity) {
        return of(kinds.of(entity)).row(entity.key());
    }

    Stream<Entity> entities() {
        return byKind.values().stream().flatMap(table -> table.values().stream());
    }

    Tables with(Change change) {
        return with(change.kind(), change);
    }

    @SuppressWarnings("unchecked")
    private <E extends Entity> Tables with(Kind<E> kind, Change change) {
        Table<E> table = of(kind);
        Map<String, Table<?>> changed = new HashMap<>(byKind);
        changed.put(
                kind.name(),
                change.after()
                        .map(after -> table.with(new Stored<>(change.row(), (E) after)))
                        .orElseGet(() -> table.without(change.key())));
        return new Tables(kinds, changed);
    }
}
