package io.argosy.testkit;

import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.model.StopCode;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
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

    /// A server begins with this.
    void begin(ClusterState state) {
        live.clear();
        state.services().forEach(service -> live.put(service.name(), live(state, service)));
    }

    private static Set<TaskId> live(ClusterState state, Service service) {
        return state.tasksOf(service.name()).stream()
                .filter(task -> task.state().wanted())
                .map(Task::id)
                .collect(Collectors.toSet());
    }

    /// A command led to this.
    void observe(ClusterState state) {
        for (Service service : state.services()) {
            Collection<Task> tasks = state.tasksOf(service.name());
            Set<TaskId> nowLive = live(state, service);
            Set<TaskId> before = live.getOrDefault(service.name(), nowLive);
            if (service.status() == Service.Status.ACTIVE) {
                checkMaximum(service, nowLive, before);
                checkMinimum(service, tasks, before);
            }
            live.put(service.name(), nowLive);
        }
    }

    private static void checkMaximum(Service service, Set<TaskId> now, Set<TaskId> before) {
        long most = (long) service.desiredCount() * service.maximumPercent() / 100;
        boolean grew = !before.containsAll(now);
        InvariantViolation.unless(
                !grew || now.size() <= most,
                "%s may have %d tasks and started up to %d: %s",
                service.name(),
                most,
                now.size(),
                now);
    }

    /// Judged at the moment of the stop: a state may be seen only once a new server reads it.
    private void checkMinimum(Service service, Collection<Task> tasks, Set<TaskId> before) {
        long least = ((long) service.desiredCount() * service.minimumHealthyPercent() + 99) / 100;
        tasks.stream()
                .filter(task -> before.contains(task.id()) && stoppedByScheduler(task))
                .map(task -> task.timeline().at(TaskTimestamp.STOPPING).orElseThrow())
                .max(Instant::compareTo)
                .ifPresent(at -> {
                    boolean cost = tasks.stream()
                            .anyMatch(task -> before.contains(task.id()) && stoppedByScheduler(task) && good(task, at));
                    long left = tasks.stream()
                            .filter(task -> task.state().running() && good(task, at))
                            .count();
                    InvariantViolation.unless(
                            !cost || left >= least,
                            "%s must keep %d healthy tasks and stopped down to %d: %s",
                            service.name(),
                            least,
                            left,
                            Describe.of(tasks));
                });
    }

    private static boolean stoppedByScheduler(Task task) {
        return task.state() instanceof TaskState.Stopping stopping
                && stopping.wasRunning()
                && stopping.reason().code() == StopCode.SERVICE_SCHEDULER_INITIATED;
    }

    private boolean good(Task task, Instant at) {
        if (task.definition().family().equals(ClientWorkload.CHECKED)) {
            return task.containers().stream()
                    .allMatch(container -> container.healthStatus().equals(Optional.of("HEALTHY")));
        }
        return task.timeline()
                .at(TaskTimestamp.STARTED)
                .filter(started -> !started.plus(healthyAfter).isAfter(at))
                .isPresent();
    }
}
