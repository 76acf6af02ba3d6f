package io.argosy.logs.store;

/// Events that have just become durable, as who follows a group hears of them.
public record StoredBlock(GroupLog group, StoredStream stream, byte[] bytes) {}
