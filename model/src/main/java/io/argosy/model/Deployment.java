package io.argosy.model;

import java.time.Instant;

/// One roll-out of a service. PRIMARY is the newest; older ones stay ACTIVE until their tasks are gone.
/// `target` is the desired count clients see: the scheduler moves it, so a new PRIMARY starts at 0.
public record Deployment(
        DeploymentId id,
        TaskDefinitionId definition,
        boolean primary,
        int target,
        int failedTasks,
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
        return new Deployment(id, definition, primary, newTarget, failedTasks, rollout, rolloutReason, createdAt, now);
    }

    public Deployment replaced(Instant now) {
        return new Deployment(id, definition, false, target, failedTasks, rollout, rolloutReason, createdAt, now);
    }

    public Deployment failing(int failures, Instant now) {
        return new Deployment(id, definition, primary, target, failures, rollout, rolloutReason, createdAt, now);
    }

    public Deployment rolled(Rollout outcome, String reason, Instant now) {
        return new Deployment(id, definition, primary, target, failedTasks, outcome, reason, createdAt, now);
    }
}
