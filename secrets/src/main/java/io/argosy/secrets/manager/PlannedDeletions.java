package io.argosy.secrets.manager;

import io.argosy.secrets.manager.StoredSecret.Deletion;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// Ends secrets whose recovery window is over.
public final class PlannedDeletions {
    private static final int AT_ONCE = 100;

    private final Stores stores;
    private final InstantSource clock;

    public PlannedDeletions(Stores stores, InstantSource clock) {
        this.stores = stores;
        this.clock = clock;
    }

    public void pass() {
        for (AccountStore account : stores.accounts()) {
            List<String> over = SecretsState.of(account.read()).secrets().values().stream()
                    .filter(secret -> over(secret, clock.instant()))
                    .map(StoredSecret::name)
                    .limit(AT_ONCE)
                    .toList();
            if (!over.isEmpty()) {
                account.write(tx -> {
                    over.stream()
                            .flatMap(name -> SecretsState.of(tx.state()).secret(name).stream())
                            .filter(secret -> over(secret, tx.now()))
                            .forEach(secret -> SecretStore.remove(tx, secret));
                    return over;
                });
            }
        }
    }

    private static boolean over(StoredSecret secret, Instant now) {
        return switch (secret.deletion()) {
            case Deletion.None() -> false;
            case Deletion.Scheduled(var _, Instant end) -> !now.isBefore(end);
        };
    }
}
