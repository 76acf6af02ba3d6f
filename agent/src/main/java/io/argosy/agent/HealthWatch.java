package io.argosy.agent;

import io.argosy.agent.tasks.ContainerState.Health;
import io.argosy.agent.tasks.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/// Notices, among all changes of tasks, that a container's health is another than before.
final class HealthWatch implements Consumer<TaskRecord> {
    private final Map<String, List<Health>> seen = new ConcurrentHashMap<>();
    private final AtomicReference<Consumer<TaskRecord>> listener = new AtomicReference<>(_ -> {});

    void tell(Consumer<TaskRecord> whom) {
        listener.set(whom);
    }

    @Override
    public void accept(TaskRecord task) {
        List<Health> now = task.containers().stream()
                .map(container -> container.state().shown().health())
                .toList();
        List<Health> before = seen.getOrDefault(task.arn(), List.of());
        if (task.over()) {
            seen.remove(task.arn());
        } else {
            seen.put(task.arn(), now);
        }
        boolean changed =
                !now.equals(before) && !(before.isEmpty() && now.stream().allMatch(Health.UNKNOWN::equals));
        if (changed && !task.over()) {
            listener.get().accept(task);
        }
    }
}
