package io.argosy.control.operations.access;

import io.argosy.control.access.AgentKeys;
import io.argosy.model.AgentKey;
import io.argosy.model.ApiError;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;

/// Makes keys for agents: an id of 20 letters and digits as AWS tools expect it, and a secret of 240 random bits.
final class FreshKeys {
    /// Twice the most instances a cluster has.
    static final int MOST = 10_000;

    private static final int ID_LENGTH = 16;

    private final Supplier<String> ids;
    private final Supplier<String> secrets;

    FreshKeys(Supplier<String> ids, Supplier<String> secrets) {
        this.ids = ids;
        this.secrets = secrets;
    }

    /// A key nobody holds yet, and that ends at `until` when nobody does by then.
    AgentKey put(AgentKey.Origin origin, Instant until, Transaction tx) {
        if (tx.state().agentKeys().size() >= MOST) {
            throw new ApiError("LimitExceededException", "The cluster has " + MOST + " agent keys already.").thrown();
        }
        String id = AgentKeys.PREFIX + ids.get().substring(0, ID_LENGTH).toUpperCase(Locale.ROOT);
        var key = new AgentKey(id, secrets.get(), origin, new AgentKey.Holder.Nobody(until), tx.now());
        tx.add(key);
        return key;
    }
}
