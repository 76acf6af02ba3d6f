package io.argosy.state;

import io.argosy.model.Entity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A command's view of its account: the latest decided state, and the changes it makes, visible to itself at once.
public final class AccountTransaction {
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private AccountState state;

    AccountTransaction(AccountState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    public AccountState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public void put(Entity entity) {
        add(new Change.Put(entity));
    }

    public void remove(Entity entity) {
        add(new Change.Remove(entity));
    }

    List<Change> changes() {
        return changes;
    }

    private void add(Change change) {
        state = state.with(change);
        changes.add(change);
    }
}
