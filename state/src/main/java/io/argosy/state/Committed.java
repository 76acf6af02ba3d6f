package io.argosy.state;

import io.argosy.model.Entity;
import java.time.Instant;
import java.util.Optional;

/// A durable change: in which commit and when, of which entity, as it was unless it was new, and as it became unless
/// that was its end.
public record Committed(long commit, Instant at, String key, Optional<Entity> before, Optional<Entity> after) {}
