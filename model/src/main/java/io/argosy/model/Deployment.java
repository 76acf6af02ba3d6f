package io.argosy.model;

import java.time.Instant;
import java.util.Map;

/// One roll-out of a service. PRIMARY is the newest; older ones stay ACTIVE until their tasks are gone.
/// The scheduler moves `desiredCount`, so a new PRIMARY starts at 0. `images` are the digests of what its first task
/// pulled, by the names of the containers: its later tasks run the same.
public record Deployment(
        DeploymentId id,
        TaskDefinitionId definition,
        boolean primary,
        int desiredCount,
        Rollout rollout,
        String rolloutReason,
        Instant createdAt,
        Instant updatedAt,
        Map<String, String> images) {

    public enum Rollout {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    public Deployment {
        images = Map.copyOf(images);
    }

    public Deployment desiring(int count, Instant now) {
        return new Deployment(id, definition, primary, count, rollout, rolloutReason, createdAt, now, images);
    }

    /// Back in front, for the reason that it says.
    public Deployment leading(String reason, Instant now) {
        return new Deployment(id, definition, true, desiredCount, Rollout.IN_PROGRESS, reason, createdAt, now, images);
    }

    public Deployment replaced(Instant now) {
        return new Deployment(id, definition, false, desiredCount, rollout, rolloutReason, createdAt, now, images);
    }

    public Deployment rolled(Rollout outcome, String reason, Instant now) {
        return new Deployment(id, definition, primary, desiredCount, outcome, reason, createdAt, now, images);
    }

    public Deployment running(Map<String, String> digests) {
        return new Deployment(
                id, definition, primary, desiredCount, rollout, rolloutReason, createdAt, updatedAt, digests);
    }
}
