package io.argosy.services;

import io.argosy.model.DeploymentId;
import io.argosy.model.Owner;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskTimestamp;
import io.argosy.state.ClusterState;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// How many tasks of each deployment of a service run and how many are on their way (ecs-semantics 7.3).
final class DeploymentCounts {
    private final Optional<ServiceTally> tally;
    private final Map<DeploymentId, Long> running;
    private final Map<DeploymentId, Long> pending;

    DeploymentCounts(ClusterState state, ServiceName service) {
        this.tally = state.tally(service);
        Collection<Task> tasks = state.liveOf(service);
        this.running = counted(tasks, task -> task.state().running() && !onTrial(task));
        this.pending =
                counted(tasks, task -> task.state().wanted() && (!task.state().running() || onTrial(task)));
    }

    /// While tasks of its deployment fail, one that runs is not counted on before it has shown to be better: by its
    /// health checks or, where they come up and end within a minute, by staying.
    private boolean onTrial(Task task) {
        Instant launched = task.timeline().at(TaskTimestamp.CREATED).orElse(Instant.EPOCH);
        return tally.filter(known -> unproven(task, known)
                        || known.deployment().equals(deployment(task))
                                && known.backoff().onTrial(launched))
                .isPresent();
    }

    private static boolean unproven(Task task, ServiceTally tally) {
        return tally.failed(deployment(task)) > 0
                && !task.checked().isEmpty()
                && task.timeline().at(TaskTimestamp.HEALTHY).isEmpty();
    }

    private static Map<DeploymentId, Long> counted(Collection<Task> tasks, Predicate<Task> wanted) {
        return tasks.stream()
                .filter(wanted)
                .collect(Collectors.groupingBy(DeploymentCounts::deployment, Collectors.counting()));
    }

    private static DeploymentId deployment(Task task) {
        return ((Owner.OfService) task.owner()).deployment();
    }

    int running(DeploymentId deployment) {
        return Math.toIntExact(running.getOrDefault(deployment, 0L));
    }

    int pending(DeploymentId deployment) {
        return Math.toIntExact(pending.getOrDefault(deployment, 0L));
    }

    int failed(DeploymentId deployment) {
        return tally.map(known -> known.failed(deployment)).orElse(0);
    }

    int running() {
        return sum(running);
    }

    int pending() {
        return sum(pending);
    }

    private static int sum(Map<DeploymentId, Long> counts) {
        return Math.toIntExact(
                counts.values().stream().mapToLong(Long::longValue).sum());
    }
}
