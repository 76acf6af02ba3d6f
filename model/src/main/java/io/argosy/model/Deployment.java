package io.argosy.model;

import java.time.Instant;

/// One roll-out of a service. PRIMARY is the newest; older ones stay ACTIVE until their tasks are gone.
/// The scheduler moves `desiredCount`, so a new PRIMARY starts at 0.
public record Deployment(
        DeploymentId id,
        TaskDefinitionId definition,
        boolean primary,
        int desiredCount,
        Rollout rollout,
        String rolloutReason,
        Instant createdAt,
        Instant updatedAt) {

    public enum Rollout {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    public Deployment desiring(int count, Instant now) {
        return new Deployment(id, definition, primary, count, rollout, rolloutReason, createdAt, now);
    }

    public Deployment replaced(Instant now) {
        return new Deployment(id, definition, false, desiredCount, rollout, rolloutReason, createdAt, now);
    }

    public Deployment rolled(Rollout outcome, String reason, Instant now) {
        return new Deployment(id, definition, primary, desiredCount, outcome, reason, createdAt, now);
    }
}
