package io.argosy.state;

import io.argosy.model.AccountRegion;
import java.util.function.Function;

/// What a realm has beside its clusters' contents, behind its single writer: which clusters there are, task
/// definitions, and what rooms keep for the whole realm.
public final class AccountStore {
    private final AccountRegion realm;
    private final VersionedState<AccountState> head;
    private final Drafts drafts;
    private final Changes changes;

    AccountStore(AccountRegion realm, VersionedState<AccountState> head, Drafts drafts, Changes changes) {
        this.realm = realm;
        this.head = head;
        this.drafts = drafts;
        this.changes = changes;
    }

    public AccountRegion realm() {
        return realm;
    }

    /// As `ClusterStore.write`.
    public <R> R write(Function<AccountTransaction, R> command) {
        return head.write(state -> {
            var transaction = new AccountTransaction(drafts.of(AccountState.TYPE, state, (_, _) -> {}));
            R answer = command.apply(transaction);
            return new VersionedState.Outcome<>(answer, transaction.changes(), transaction.state());
        });
    }

    /// As `ClusterStore.read`.
    public AccountState read() {
        return head.read();
    }

    /// As `ClusterStore.snapshot`.
    public Snapshot<AccountState> snapshot() {
        return head.snapshot();
    }

    /// As `ClusterStore.changes`.
    public Changes changes() {
        return changes;
    }

    /// As `ClusterStore.watch`.
    public Subscription watch(Runnable watcher) {
        return head.watch(watcher);
    }
}
