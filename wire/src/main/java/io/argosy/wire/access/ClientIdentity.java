package io.argosy.wire.access;

/// Whom a client signs as, and for which region.
public record ClientIdentity(AccessKey key, String region) {}
