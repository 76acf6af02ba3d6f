package io.argosy.model;

import java.time.Instant;

/// One roll-out of a service. PRIMARY is the newest; older ones stay ACTIVE until their tasks are gone.
/// `target` is the desired count clients see: the scheduler moves it, so a new PRIMARY starts at 0.
public record Deployment(
        DeploymentId id,
        TaskDefinitionId definition,
        boolean primary,
        int target,
        Rollout rollout,
        String rolloutReason,
        Instant createdAt,
        Instant updatedAt) {

    public enum Rollout {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    public Deployment aimedAt(int newTarget, Instant now) {
        return new Deployment(id, definition, primary, newTarget, rollout, rolloutReason, createdAt, now);
    }

    public Deployment replaced(Instant now) {
        return new Deployment(id, definition, false, target, rollout, rolloutReason, createdAt, now);
    }

    public Deployment rolled(Rollout outcome, String reason, Instant now) {
        return new Deployment(id, definition, primary, target, outcome, reason, createdAt, now);
    }
}
