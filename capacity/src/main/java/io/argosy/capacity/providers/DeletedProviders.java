package io.argosy.capacity.providers;

import io.argosy.model.CapacityProvider;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Forgets deleted capacity providers once clients have had time to see that they are.
public final class DeletedProviders {
    private final Stores stores;
    private final Duration kept;
    private final InstantSource clock;

    public DeletedProviders(Stores stores, Duration kept, InstantSource clock) {
        this.stores = stores;
        this.kept = kept;
        this.clock = clock;
    }

    public void pass() {
        Instant limit = clock.instant().minus(kept);
        for (AccountStore account : stores.accounts()) {
            List<CapacityProvider> over = account.read().table(CapacityProvider.KIND).values().stream()
                    .filter(provider -> over(provider, limit))
                    .toList();
            if (!over.isEmpty()) {
                account.write(tx -> {
                    for (CapacityProvider provider : over) {
                        tx.state()
                                .table(CapacityProvider.KIND)
                                .get(provider.name())
                                .filter(still -> over(still, limit))
                                .ifPresent(tx::remove);
                    }
                    return over.size();
                });
            }
        }
    }

    private static boolean over(CapacityProvider provider, Instant limit) {
        return !provider.active() && !provider.changedAt().isAfter(limit);
    }
}
