package io.argosy.access.operations;

import io.argosy.access.credentials.AccountAccess;
import io.argosy.access.credentials.KeyMaker;
import io.argosy.access.principals.AccessState;
import io.argosy.access.principals.TemporaryKey;
import io.argosy.model.ApiError;
import java.time.Duration;

/// Temporary keys as STS gives them: so many at a time, as each is a row of the journal.
final class IssuedKeys {
    private static final int MOST = 20_000;

    private final AccountAccess access;
    private final KeyMaker keys;

    IssuedKeys(AccountAccess access, KeyMaker keys) {
        this.access = access;
        this.keys = keys;
    }

    TemporaryKey make(TemporaryKey.Holder holder, Duration life) {
        return access.write(tx -> {
            if (AccessState.of(tx.state()).temporary().size() >= MOST) {
                throw new ApiError("Throttling", "Rate exceeded: " + MOST + " temporary keys are good at the moment.")
                        .thrown();
            }
            TemporaryKey key = keys.temporary(holder, life, tx.now());
            tx.add(key);
            return key;
        });
    }

    boolean temporary(String accessKeyId) {
        return access.read().temporary().get(accessKeyId).isPresent();
    }
}
