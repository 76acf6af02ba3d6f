package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// A state in the making: the latest decided one, and the changes of one command, which sees them at once. Several of
/// one entity become one.
final class Draft<S> {
    private record Place(String kind, String key) {}

    /// Hears of each change as it is made, and of the state after it.
    interface Listener<S> {
        void changed(Change change, S after);
    }

    private final StateType<S> type;
    private final LongSupplier rows;
    private final Instant now;
    private final Listener<S> listener;
    private final Map<Place, Change> changes = new LinkedHashMap<>();
    private S state;

    Draft(StateType<S> type, S state, LongSupplier rows, Instant now, Listener<S> listener) {
        this.type = type;
        this.state = state;
        this.rows = rows;
        this.now = now;
        this.listener = listener;
    }

    S state() {
        return state;
    }

    Instant now() {
        return now;
    }

    <E extends Entity> void add(E fresh) {
        admit(fresh);
        put(fresh);
    }

    /// Refuses what may not be added.
    <E extends Entity> void admit(E fresh) {
        if (tables().row(fresh).isPresent()) {
            throw refused(fresh, "it is there already");
        }
        kind(fresh).rule().againstAdding(fresh).ifPresent(why -> {
            throw refused(fresh, why);
        });
    }

    <E extends Entity> void update(E changed) {
        E before = tables().row(changed).map(Stored::entity).orElseThrow(() -> refused(changed, "it is not there"));
        kind(changed).rule().againstUpdating(before, changed).ifPresent(why -> {
            throw refused(changed, why);
        });
        put(changed);
    }

    <E extends Entity> void addOrUpdate(E entity) {
        if (tables().row(entity).isPresent()) {
            update(entity);
        } else {
            add(entity);
        }
    }

    /// Without asking: for what a lifecycle decided.
    <E extends Entity> void put(E entity) {
        Optional<Stored<E>> before = tables().row(entity);
        change(new Change(
                before.map(Stored::row).orElseGet(rows::getAsLong),
                kind(entity),
                entity.key(),
                before.map(Stored::entity),
                Optional.of(entity)));
    }

    /// Forgetting what is not there changes nothing.
    <E extends Entity> void remove(E entity) {
        tables().row(entity)
                .ifPresent(known -> change(new Change(
                        known.row(), kind(entity), entity.key(), Optional.of(known.entity()), Optional.empty())));
    }

    private Tables tables() {
        return type.tables().apply(state);
    }

    private <E extends Entity> Kind<E> kind(E entity) {
        return tables().kinds().of(entity);
    }

    private static IllegalStateException refused(Entity entity, String why) {
        return new IllegalStateException(entity.getClass().getSimpleName() + " " + entity.key() + ": " + why);
    }

    private void change(Change change) {
        state = type.with().apply(state, change);
        listener.changed(change, state);
        changes.merge(new Place(change.kind().name(), change.key()), change, Change::then);
    }

    List<Change> changes() {
        return changes.values().stream().filter(change -> !change.nothing()).toList();
    }
}
