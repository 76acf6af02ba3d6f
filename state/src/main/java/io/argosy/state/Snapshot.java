package io.argosy.state;

/// A store's durable state and the commit that led to it: a subscriber begins with both.
public record Snapshot<S>(S state, long commit) {}
