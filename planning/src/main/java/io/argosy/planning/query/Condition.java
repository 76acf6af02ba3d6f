package io.argosy.planning.query;

import io.argosy.model.InstanceLoad;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/// What an expression of the cluster query language asks of an instance.
sealed interface Condition {
    boolean holds(InstanceLoad load);

    /// The furthest that any part of it looks.
    Reach reach();

    private static Reach furthest(List<Condition> parts) {
        return parts.stream().map(Condition::reach).max(Reach::compareTo).orElse(Reach.ATTRIBUTES);
    }

    record Every(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(InstanceLoad load) {
            for (Condition part : parts) {
                if (!part.holds(load)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public Reach reach() {
            return furthest(parts);
        }
    }

    record Some(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(InstanceLoad load) {
            for (Condition part : parts) {
                if (part.holds(load)) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public Reach reach() {
            return furthest(parts);
        }
    }

    record Not(Condition part) implements Condition {
        @Override
        public boolean holds(InstanceLoad load) {
            return !part.holds(load);
        }

        @Override
        public Reach reach() {
            return part.reach();
        }
    }

    /// True if any of the subject's values passes, so a missing attribute passes nothing, `!=` included.
    record Test<T>(Reach reach, Function<InstanceLoad, Collection<T>> values, Predicate<T> passes)
            implements Condition {
        @Override
        public boolean holds(InstanceLoad load) {
            for (T value : values.apply(load)) {
                if (passes.test(value)) {
                    return true;
                }
            }
            return false;
        }
    }
}
