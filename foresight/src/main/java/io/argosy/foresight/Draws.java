package io.argosy.foresight;

import io.argosy.model.TaskId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/// Chance and ids for a trial. It remembers which ids were given before anything was drawn: a task gets its id, then
/// chance may choose its instance, then its containers get theirs.
final class Draws implements RandomGenerator {
    private final RandomGenerator chance;
    private final Supplier<String> ids;
    private final Set<String> certain = new HashSet<>();
    private Optional<String> last = Optional.empty();
    private boolean drawn;

    Draws(RandomGenerator chance, Supplier<String> ids) {
        this.chance = chance;
        this.ids = ids;
    }

    @Override
    public long nextLong() {
        drawn = true;
        return chance.nextLong();
    }

    String id() {
        settle();
        String id = ids.get();
        last = Optional.of(id);
        return id;
    }

    private void settle() {
        if (!drawn) {
            last.ifPresent(certain::add);
        }
    }

    /// Whether nothing was drawn until this task had its place.
    boolean certain(TaskId task) {
        settle();
        return certain.contains(task.value());
    }

    /// Whether nothing was drawn yet.
    boolean certain() {
        return !drawn;
    }
}
