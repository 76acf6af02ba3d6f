package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.util.Optional;

/// One durable fact: the entity in this row as it was, if it is not new, and as it is from now on, if it has not come
/// to its end. Replaying changes in order gives the state.
public record Change(long row, Kind<?> kind, String key, Optional<Entity> before, Optional<Entity> after) {
    /// This and what came after it as one change.
    Change then(Change later) {
        return new Change(later.row, kind, key, before, later.after);
    }

    /// Whether it leaves no trace: something that came and went.
    boolean nothing() {
        return before.isEmpty() && after.isEmpty();
    }
}
