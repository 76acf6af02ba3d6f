package io.argosy.state;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// The followers of one cluster's state. A command that throws, or whose changes are not taken, leaves the state as it
/// was: the next one finds it other than the last one left it, and what that one changed is told once more.
final class Followers {
    private final Map<Class<?>, Follower> byKind = new HashMap<>();
    private final List<Change> lastCommand = new ArrayList<>();
    private ClusterState left;

    Followers(ClusterState initial) {
        this.left = initial;
    }

    /// A command begins.
    @SuppressWarnings("ReferenceEquality")
    void begin(ClusterState state) {
        if (left != state) {
            lastCommand.forEach(change -> byKind.values().forEach(one -> one.changed(change)));
        }
        lastCommand.clear();
        left = state;
    }

    void changed(Change change, ClusterState after) {
        lastCommand.add(change);
        byKind.values().forEach(one -> one.changed(change));
        left = after;
    }

    <F extends Follower> F get(Class<F> kind, Supplier<F> maker) {
        return kind.cast(byKind.computeIfAbsent(kind, _ -> maker.get()));
    }
}
