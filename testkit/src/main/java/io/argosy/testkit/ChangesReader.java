package io.argosy.testkit;

import io.argosy.model.ClusterEntity;
import io.argosy.model.Cursor;
import io.argosy.model.Entity;
import io.argosy.state.Changes.Reading;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Committed;
import io.argosy.state.Snapshot;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Someone who reads a store's changes on from its cursor, over all lives of the server: each must be of the entity as
/// it was left by the one before, and at the end all of them make what the store holds.
final class ChangesReader {
    private static final String NAME = "simulation";

    /// What an entity is known by, whatever its content.
    private record Key(Class<?> type, String key) {
        static Key of(Entity entity) {
            return new Key(entity.getClass(), entity.key());
        }
    }

    /// What is being noted: it counts once the cursor that was written with it is durable.
    private record Noted(long upTo, List<Committed> changes) {}

    private final Faults faults;
    private final Map<Key, Entity> copy = new HashMap<>();
    private long upTo;
    private Optional<Noted> noted = Optional.empty();

    ChangesReader(Faults faults) {
        this.faults = faults;
    }

    /// Reads some more, and notes how far it came.
    void read(ClusterStore store) {
        Snapshot<ClusterState> snapshot = store.snapshot();
        count(snapshot.state());
        try {
            switch (store.changes().after(upTo, 1 + faults.below(50))) {
                case Reading.Some(List<Committed> changes, long to) -> note(store, new Noted(to, changes));
                case Reading.TooOld _ -> {
                    copy.clear();
                    kept(snapshot.state()).forEach(entity -> copy.put(Key.of(entity), entity));
                    upTo = snapshot.commit();
                    note(store, new Noted(upTo, List.of()));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void note(ClusterStore store, Noted now) {
        if (now.upTo() > upTo && !now.changes().isEmpty()) {
            noted = Optional.of(now);
            store.write(tx -> {
                tx.addOrUpdate(new Cursor(NAME, now.upTo()));
                return now;
            });
            count(store.read());
        }
    }

    /// Counts what was noted if that became durable.
    private void count(ClusterState durable) {
        long cursor = durable.table(Cursor.KIND).get(NAME).map(Cursor::commit).orElse(upTo);
        noted.ifPresent(last -> {
            if (last.upTo() == cursor) {
                last.changes().forEach(this::follow);
                upTo = cursor;
            }
        });
        noted = Optional.empty();
        InvariantViolation.unless(cursor <= upTo, "read up to %d, and the cursor says %d", upTo, cursor);
    }

    private void follow(Committed change) {
        Entity one = change.after().or(change::before).orElseThrow();
        Optional<Entity> left = Optional.ofNullable(copy.get(Key.of(one)));
        InvariantViolation.unless(
                left.equals(change.before()) && change.commit() > upTo,
                "after commit %d and %s came %s",
                upTo,
                left,
                change);
        change.after().ifPresentOrElse(after -> copy.put(Key.of(one), after), () -> copy.remove(Key.of(one)));
    }

    private static List<ClusterEntity> kept(ClusterState state) {
        return state.entities().filter(entity -> !(entity instanceof Cursor)).toList();
    }

    /// Whether it knows all there is, and nothing else.
    boolean knows(ClusterState state) {
        List<ClusterEntity> all = kept(state);
        return all.size() == copy.size() && all.stream().allMatch(entity -> entity.equals(copy.get(Key.of(entity))));
    }
}
