package io.argosy.state;

import java.time.Instant;

/// A change in the history: its number, which grows as those of commits do, the number of the commit that it was
/// part of, when that was, and the row after it.
public record Logged(long number, long commit, Instant at, Row row) {}
