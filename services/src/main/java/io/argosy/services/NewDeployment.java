package io.argosy.services;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.TaskDefinitionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Starts a deployment: a new PRIMARY that aims at nothing until the scheduler moves it, in front of the ones it
/// replaces, which keep their numbers (ecs-semantics 7.3).
final class NewDeployment {
    private static final long SMALLEST = 1_000_000_000_000_000_000L;
    private static final int LONG_DIGITS = 16;

    private NewDeployment() {}

    /// `id` is 32 random hex digits; the deployment's number is made of them.
    static List<Deployment> before(List<Deployment> older, TaskDefinitionId definition, String id, Instant now) {
        var number = new DeploymentId(number(id));
        List<Deployment> all = new ArrayList<>();
        all.add(new Deployment(
                number,
                definition,
                true,
                0,
                Deployment.Rollout.IN_PROGRESS,
                "ECS deployment " + number + " in progress.",
                now,
                now,
                Map.of()));
        older.forEach(deployment -> all.add(deployment.primary() ? deployment.replaced(now) : deployment));
        return all;
    }

    /// Always 19 digits, as clients know them.
    static long number(String id) {
        long random = Long.parseUnsignedLong(id.substring(id.length() - LONG_DIGITS), 16);
        return SMALLEST + Long.remainderUnsigned(random, Long.MAX_VALUE - SMALLEST);
    }
}
