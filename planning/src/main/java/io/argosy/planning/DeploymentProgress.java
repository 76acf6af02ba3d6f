package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.Task;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Moves the numbers of a service's deployments (ecs-semantics 7.3): the PRIMARY aims at the desired count, older ones
/// at 0, and they stay listed until their last task has stopped.
final class DeploymentProgress {
    private DeploymentProgress() {}

    /// `tasks` are those that have not stopped.
    static Service moved(Service service, Collection<Task> tasks, boolean settled, Instant now) {
        Set<DeploymentId> inhabited = tasks.stream()
                .flatMap(task -> LiveTasks.deployment(task).stream())
                .collect(Collectors.toSet());
        List<Deployment> moved = service.deployments().stream()
                .filter(deployment -> deployment.primary() || inhabited.contains(deployment.id()))
                .map(deployment -> aimed(deployment, deployment.primary() ? service.desiredCount() : 0, now))
                .map(deployment -> deployment.primary() ? judged(deployment, settled, now) : deployment)
                .toList();
        return moved.equals(service.deployments()) ? service : service.with(moved, now);
    }

    private static Deployment aimed(Deployment deployment, int target, Instant now) {
        return deployment.desiredCount() == target ? deployment : deployment.desiring(target, now);
    }

    private static Deployment judged(Deployment primary, boolean settled, Instant now) {
        return settled && primary.rollout() == Deployment.Rollout.IN_PROGRESS
                ? primary.rolled(Deployment.Rollout.COMPLETED, "ECS deployment " + primary.id() + " completed.", now)
                : primary;
    }
}
