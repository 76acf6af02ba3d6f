package io.argosy.state;

import java.time.Instant;

/// A change in the history: the number of the commit that it was part of, when that was, and the row after it.
public record Logged(long commit, Instant at, Row row) {}
