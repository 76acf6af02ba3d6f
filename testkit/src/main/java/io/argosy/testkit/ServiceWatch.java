package io.argosy.testkit;

import io.argosy.model.Moment;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Holds the scheduler to its word (ecs-semantics 7.6): it never starts more than the maximum, and no stop of its own
/// takes a service below the minimum of healthy tasks.
final class ServiceWatch {
    private final Duration healthyAfter;
    private final Map<ServiceName, Set<TaskId>> live = new HashMap<>();

    ServiceWatch(Duration healthyAfter) {
        this.healthyAfter = healthyAfter;
    }

    void observe(ClusterState state, Instant now) {
        for (Service service : state.services()) {
            Collection<Task> tasks = state.tasksOf(service.name());
            Set<TaskId> nowLive = tasks.stream()
                    .filter(task -> task.state().wanted())
                    .map(Task::id)
                    .collect(Collectors.toSet());
            Set<TaskId> before = live.getOrDefault(service.name(), nowLive);
            if (service.status() == Service.Status.ACTIVE) {
                checkMaximum(service, nowLive, before);
                checkMinimum(service, tasks, before, now);
            }
            live.put(service.name(), nowLive);
        }
    }

    private static void checkMaximum(Service service, Set<TaskId> now, Set<TaskId> before) {
        long most = (long) service.desiredCount() * service.maximumPercent() / 100;
        boolean grew = !before.containsAll(now);
        Violation.unless(
                !grew || now.size() <= most,
                "%s may have %d tasks and started up to %d: %s",
                service.name(),
                most,
                now.size(),
                now);
    }

    private void checkMinimum(Service service, Collection<Task> tasks, Set<TaskId> before, Instant now) {
        long least = ((long) service.desiredCount() * service.minimumHealthyPercent() + 99) / 100;
        boolean ours = tasks.stream()
                .anyMatch(task -> before.contains(task.id())
                        && task.state() instanceof TaskState.Stopping stopping
                        && stopping.wasRunning()
                        && stopping.reason().code() == StopCode.SERVICE_SCHEDULER_INITIATED
                        && good(task, now));
        long good = tasks.stream()
                .filter(task -> task.state().running() && good(task, now))
                .count();
        Violation.unless(
                !ours || good >= least,
                "%s must keep %d healthy tasks and stopped down to %d: %s",
                service.name(),
                least,
                good,
                tasks);
    }

    private boolean good(Task task, Instant now) {
        return task.timeline()
                .at(Moment.STARTED)
                .filter(started -> !started.plus(healthyAfter).isAfter(now))
                .isPresent();
    }
}
