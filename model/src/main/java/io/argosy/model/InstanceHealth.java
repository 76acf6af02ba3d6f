package io.argosy.model;

import java.time.Instant;

/// What an agent last said of one part of its machine, in the words of the API (ecs-semantics 8.5).
public record InstanceHealth(String type, Status status, String reason, Instant changedAt, Instant updatedAt) {
    /// From best to worst.
    public enum Status {
        OK,
        INSUFFICIENT_DATA,
        INITIALIZING,
        IMPAIRED
    }

    /// Whether it says the same, whenever it was said.
    public boolean says(InstanceHealth other) {
        return type.equals(other.type) && status == other.status && reason.equals(other.reason);
    }
}
