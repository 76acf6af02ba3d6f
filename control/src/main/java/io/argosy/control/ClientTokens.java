package io.argosy.control;

import io.argosy.model.ClientToken;
import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// Remembers what idempotent requests made (ecs-semantics 1.7): in little room, because SDKs send a token with every
/// request, and no more than so many a cluster, because they never stop. When there are too many the oldest are
/// forgotten first.
public final class ClientTokens {
    /// How many a cluster remembers.
    public static final int MOST = 100_000;

    private static final int HASH_BYTES = 16;

    private final String operation;
    private final Duration retention;
    private final int most;

    public ClientTokens(String operation, Duration retention) {
        this(operation, retention, MOST);
    }

    ClientTokens(String operation, Duration retention, int most) {
        this.operation = operation;
        this.retention = retention;
        this.most = most;
    }

    /// What was made under this token. A journal of before has whole tokens and hashes.
    public Optional<ClientToken> known(ClusterState state, String token, Instant now) {
        return state.token(operation, hash(bytes(token)))
                .or(() -> state.token(operation, token))
                .filter(known -> known.at().isAfter(now.minus(retention)));
    }

    /// Whether it was this very request.
    public static boolean same(ClientToken known, Shape request) {
        return known.fingerprint().startsWith(hash(JsonCodec.write(request)));
    }

    public void remember(Transaction tx, String token, Shape request, List<String> results) {
        tx.addOrUpdate(
                new ClientToken(operation, hash(bytes(token)), hash(JsonCodec.write(request)), results, tx.now()));
        int surplus = tx.state().tokens().size() - most;
        if (surplus > 0) {
            tx.state().oldestTokens().limit(surplus).toList().forEach(tx::remove);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String hash(byte[] content) {
        try {
            byte[] whole = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(whole, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
