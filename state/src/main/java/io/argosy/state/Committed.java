package io.argosy.state;

import io.argosy.model.ClusterName;
import io.argosy.model.Entity;
import java.time.Instant;
import java.util.Optional;

/// A durable change: its number in the history, in which commit and when, in which cluster's store (none: in that
/// of the account), of which entity, as it was unless it was new, and as it became unless that was its end.
public record Committed(
        long number,
        long commit,
        Instant at,
        Optional<ClusterName> cluster,
        String key,
        Optional<Entity> before,
        Optional<Entity> after) {}
