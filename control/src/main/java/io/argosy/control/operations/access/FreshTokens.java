package io.argosy.control.operations.access;

import io.argosy.model.ApiError;
import io.argosy.model.JoinToken;
import io.argosy.state.Transaction;
import io.argosy.wire.access.Secret;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Makes join tokens. Of each only the hash of its secret is kept; who asked for it is told the rest this once.
public final class FreshTokens {
    static final int MOST = 1_000;

    private static final int ID_LENGTH = 16;

    private final Supplier<String> ids;
    private final Supplier<String> secrets;

    public FreshTokens(Supplier<String> ids, Supplier<String> secrets) {
        this.ids = ids;
        this.secrets = secrets;
    }

    /// A token that is kept, and what its holder shows.
    public record Fresh(JoinToken token, Secret text) {}

    /// For so many hosts, until then.
    public Fresh put(Transaction tx, int uses, Instant until) {
        if (tx.state().joinTokens().size() >= MOST) {
            throw new ApiError("LimitExceededException", "The cluster has " + MOST + " join tokens already.").thrown();
        }
        String id = ids.get().substring(0, ID_LENGTH);
        String secret = secrets.get();
        var token = new JoinToken(id, JoinTokenText.hash(secret), uses, tx.now(), until, List.of());
        tx.add(token);
        return new Fresh(token, new Secret(JoinTokenText.write(id, secret)));
    }
}
