package io.argosy.foresight;

import io.argosy.model.ContainerInstance;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
import io.argosy.shapes.ecs.Container;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The agents of a trial, as good as agents can be: what is to run runs and is healthy, what is to stop has stopped.
/// One that is not connected does nothing.
final class TrialAgents {
    private static final String HEALTHY = "HEALTHY";
    private static final String UNHEALTHY = "UNHEALTHY";

    private final ClusterStore store;
    private final Set<TaskId> asked = new LinkedHashSet<>();

    TrialAgents(ClusterStore store) {
        this.store = store;
        store.read().tasks().forEach(this::heard);
    }

    /// A task is what it is now.
    void heard(Task task) {
        if (toDo(task)) {
            asked.add(task.id());
        } else {
            asked.remove(task.id());
        }
    }

    private static boolean toDo(Task task) {
        return switch (task.state()) {
            case TaskState.Pending _, TaskState.Stopping _ -> true;
            case TaskState.Running _ -> unproven(task);
            case TaskState.Provisioning _, TaskState.Stopped _ -> false;
        };
    }

    /// Its health checks have not said anything yet. One that failed them goes on failing.
    private static boolean unproven(Task task) {
        return !task.checked().isEmpty()
                && task.containers().stream()
                        .filter(container -> checked(task, container))
                        .anyMatch(container -> !container.healthStatus().equals(Optional.of(HEALTHY)))
                && task.containers().stream()
                        .noneMatch(container -> container.healthStatus().equals(Optional.of(UNHEALTHY)));
    }

    private static boolean checked(Task task, Container container) {
        return container.name().filter(task.checked()::contains).isPresent();
    }

    /// Whether there was anything that they could do.
    boolean work(Instant now) {
        List<TaskId> some = List.copyOf(asked);
        return !some.isEmpty()
                && store.write(tx -> some.stream()
                                .filter(id -> tx.state()
                                        .task(id)
                                        .filter(task -> does(tx, task, now))
                                        .isPresent())
                                .count())
                        > 0;
    }

    private static boolean does(Transaction tx, Task task, Instant now) {
        if (task.on()
                .flatMap(tx.state()::instance)
                .filter(ContainerInstance::agentConnected)
                .isEmpty()) {
            return false;
        }
        switch (task.state()) {
            case TaskState.Pending _ -> judge(tx, tx.move(task, new Trigger.Started(now)), now);
            case TaskState.Running _ -> judge(tx, task, now);
            case TaskState.Stopping stopping ->
                tx.move(tx.move(task, new Trigger.StopAcknowledged(now)), new Trigger.Exited(stopping.reason(), now));
            case TaskState.Provisioning _, TaskState.Stopped _ -> {
                return false;
            }
        }
        return true;
    }

    private static void judge(Transaction tx, Task task, Instant now) {
        if (!task.checked().isEmpty()) {
            List<Container> healthy = task.containers().stream()
                    .map(container -> checked(task, container)
                            ? container.toBuilder().healthStatus(HEALTHY).build()
                            : container)
                    .toList();
            tx.update(task.judged(healthy, now));
        }
    }
}
