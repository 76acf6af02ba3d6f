package io.argosy.wire.access;

import java.time.Instant;
import java.util.function.Predicate;

/// A key the server accepts: whose it is, until when, and what its holder may do.
public record Credential(AccessKey key, String account, String principal, Instant expiresAt, Rights rights) {

    /// The account's own key: it never expires and may do everything.
    public static Credential root(AccessKey key, String account) {
        return new Credential(key, account, "arn:aws:iam::" + account + ":root", Instant.MAX, Rights.EVERYTHING);
    }

    /// The same key with less rights: what it may do and `also` lets through.
    public Credential limitedTo(Predicate<Permission> also) {
        return new Credential(key, account, principal, expiresAt, rights.and(Rights.where(also)));
    }

    public Verdict verdict(Permission permission) {
        return rights.verdict(permission);
    }

    public boolean allows(Permission permission) {
        return verdict(permission) instanceof Verdict.Allowed;
    }

    public boolean expiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }
}
