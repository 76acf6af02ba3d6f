package io.argosy.jobqueues.resources;

import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.state.AccountStore;
import io.argosy.state.AccountTransaction;
import io.argosy.state.Stores;
import java.util.Collection;
import java.util.function.BiFunction;

/// The account regions' stores, seen as Batch sees them.
public final class BatchStore {
    /// How many of a kind an account region has at most, so that nothing grows without end.
    private static final int MOST = 50_000;

    private final Stores stores;

    public BatchStore(Stores stores) {
        this.stores = stores;
    }

    public Stores stores() {
        return stores;
    }

    public Collection<AccountStore> accounts() {
        return stores.accounts();
    }

    public BatchState read(Caller caller) {
        return read(caller.realm());
    }

    public BatchState read(AccountRegion realm) {
        return new BatchState(realm, stores.account(realm).read());
    }

    /// Decides inside the write, by what is there at that moment.
    public <R> R write(AccountRegion realm, BiFunction<AccountTransaction, BatchState, R> command) {
        return stores.account(realm).write(tx -> command.apply(tx, new BatchState(realm, tx.state())));
    }

    /// Refuses one more where there are as many of a kind as there may be.
    public static void requireRoom(int there, String things) {
        if (there >= MOST) {
            throw BatchErrors.plain("An account has at most " + MOST + " " + things + " in a region.");
        }
    }
}
