package io.argosy.state;

import io.argosy.model.AccountRegion;
import java.time.InstantSource;
import java.util.function.Function;

/// What a realm has beside its clusters' contents, behind its single writer: which clusters there are, task
/// definitions, repositories and images.
public final class AccountStore {
    private final AccountRegion realm;
    private final VersionedState<AccountState> head;
    private final InstantSource clock;

    AccountStore(AccountRegion realm, VersionedState<AccountState> head, InstantSource clock) {
        this.realm = realm;
        this.head = head;
        this.clock = clock;
    }

    public AccountRegion realm() {
        return realm;
    }

    /// As `ClusterStore.write`.
    public <R> R write(Function<AccountTransaction, R> command) {
        return head.write(state -> {
            var transaction = new AccountTransaction(state, clock.instant());
            R answer = command.apply(transaction);
            return new VersionedState.Outcome<>(answer, transaction.changes(), transaction.state());
        });
    }

    /// As `ClusterStore.read`.
    public AccountState read() {
        return head.read();
    }

    /// As `ClusterStore.watch`.
    public Subscription watch(Runnable watcher) {
        return head.watch(watcher);
    }
}
