package io.argosy.state;

import io.argosy.model.AccountEntity;
import java.time.Instant;
import java.util.List;

/// A command's view of its account: the latest decided state, and the changes it makes, visible to itself at once.
public final class AccountTransaction {
    private final Draft<AccountState> draft;

    AccountTransaction(Draft<AccountState> draft) {
        this.draft = draft;
    }

    public AccountState state() {
        return draft.state();
    }

    public Instant now() {
        return draft.now();
    }

    /// As `Transaction.add`, and so are the others.
    public void add(AccountEntity fresh) {
        draft.add(fresh);
    }

    public void update(AccountEntity changed) {
        draft.update(changed);
    }

    public void addOrUpdate(AccountEntity entity) {
        draft.addOrUpdate(entity);
    }

    public void remove(AccountEntity entity) {
        draft.remove(entity);
    }

    List<Change> changes() {
        return draft.changes();
    }
}
