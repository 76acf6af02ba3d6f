package io.argosy.schedules.scheduler;

import io.argosy.shapes.JsonCodec;
import io.argosy.shapes.Shape;
import io.argosy.state.AccountTransaction;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/// Requests under a client token are carried out once (schedules-events-logs 1.9).
final class Idempotency {
    private Idempotency() {}

    /// Whether this very request was carried out before; remembers it if not. `request` has no client token any more.
    static boolean repeated(AccountTransaction tx, String operation, Optional<String> token, Shape request) {
        if (token.isEmpty()) {
            return false;
        }
        String key = operation + "/" + token.get();
        String asked = hash(JsonCodec.write(request));
        Optional<UsedToken> before = tx.state()
                .table(UsedToken.KIND)
                .get(key)
                .filter(used -> used.at().isAfter(tx.now().minus(UsedToken.KEPT)));
        if (before.isPresent() && !before.get().request().equals(asked)) {
            throw SchedulerErrors.conflict(
                    "The client token " + token.get() + " was used before with other parameters.");
        }
        tx.addOrUpdate(new UsedToken(key, asked, before.map(UsedToken::at).orElse(tx.now())));
        return before.isPresent();
    }

    private static String hash(byte[] text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text))
                    .substring(0, 32);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
