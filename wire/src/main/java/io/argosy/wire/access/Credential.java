package io.argosy.wire.access;

import java.time.Instant;
import java.util.function.Predicate;

/// A key the server accepts: whose it is, until when, and what its holder may do.
public record Credential(
        AccessKey key, String account, String principal, Instant expiresAt, Predicate<Permission> rights) {

    /// The account's own key: it never expires and may do everything.
    public static Credential root(AccessKey key, String account) {
        return new Credential(key, account, "arn:aws:iam::" + account + ":root", Instant.MAX, _ -> true);
    }

    public boolean allows(Permission permission) {
        return rights.test(permission);
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
