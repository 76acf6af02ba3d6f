package io.argosy.testkit;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.TaskTimestamp;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.state.ClusterState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at every durable state there ever is, over all lives of the server, and cries out when one must not be: tasks
/// that go back, revive or vanish, and instances that hold more than they have.
final class Watchman {
    private final Duration retention;
    private final Map<TaskId, Task> known = new HashMap<>();
    private final Set<TaskId> forgotten = new HashSet<>();

    Watchman(Duration retention) {
        this.retention = retention;
    }

    /// Whether there ever was such a task.
    boolean knows(TaskId id) {
        return known.containsKey(id) || forgotten.contains(id);
    }

    /// The task as it was last seen.
    Optional<Task> last(TaskId id) {
        return Optional.ofNullable(known.get(id));
    }

    @SuppressWarnings("ReferenceEquality")
    void observe(ClusterState state, Instant now) {
        for (Task task : state.tasks()) {
            Task before = known.put(task.id(), task);
            if (before != null && before != task) {
                compare(before, task);
            }
            Violation.unless(!forgotten.contains(task.id()), "a forgotten task is back: %s", Brief.of(task));
        }
        if (known.size() > state.tasks().size()) {
            forget(state, now);
        }
        state.loads().forEach(load -> checkLoad(load, state));
    }

    private static void compare(Task before, Task after) {
        Violation.unless(
                rank(after.state()) >= rank(before.state()),
                "went back: %s, then %s",
                Brief.of(before),
                Brief.of(after));
        Violation.unless(
                after.version() >= before.version(),
                "an older version: %s, then %s",
                Brief.of(before),
                Brief.of(after));
        Violation.unless(
                before.placedOn().isEmpty() || after.placedOn().equals(before.placedOn()),
                "moved to another instance: %s, then %s",
                Brief.of(before),
                Brief.of(after));
        if (before.state() instanceof TaskState.Stopped stopped) {
            Violation.unless(
                    stopped.equals(after.state()), "revived or retold: %s, then %s", Brief.of(before), Brief.of(after));
        }
        if (before.state() instanceof TaskState.Stopping stopping) {
            boolean sameReason = switch (after.state()) {
                case TaskState.Stopping later -> later.reason().equals(stopping.reason());
                case TaskState.Stopped later -> later.reason().equals(stopping.reason());
                case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> false;
            };
            Violation.unless(sameReason, "another reason to stop: %s, then %s", Brief.of(before), Brief.of(after));
        }
        before.timeline()
                .moments()
                .forEach((moment, at) -> Violation.unless(
                        after.timeline().at(moment).equals(Optional.of(at)),
                        "another time for %s: %s, then %s",
                        moment,
                        Brief.of(before),
                        Brief.of(after)));
    }

    private static int rank(TaskState state) {
        return switch (state) {
            case TaskState.Provisioning _ -> 0;
            case TaskState.Pending _ -> 1;
            case TaskState.Running _ -> 2;
            case TaskState.Stopping stopping -> stopping.told() ? 4 : 3;
            case TaskState.Stopped _ -> 5;
        };
    }

    private void forget(ClusterState state, Instant now) {
        List<Task> gone = new ArrayList<>();
        for (Task task : known.values()) {
            if (state.task(task.id()).isEmpty()) {
                gone.add(task);
            }
        }
        for (Task task : gone) {
            boolean inTime = task.state().stopped()
                    && !task.timeline()
                            .at(TaskTimestamp.STOPPED)
                            .orElse(now)
                            .plus(retention)
                            .isAfter(now);
            Violation.unless(inTime, "lost: %s", Brief.of(task));
            known.remove(task.id());
            forgotten.add(task.id());
        }
    }

    private static void checkLoad(InstanceLoad load, ClusterState state) {
        ContainerInstance instance = load.instance();
        Resources sum = Resources.NONE;
        int ports = instance.total().tcpPorts().size();
        for (Task task : state.tasksOn(instance.id())) {
            if (task.on().isPresent()) {
                sum = sum.plus(task.needs());
                ports += task.needs().tcpPorts().size();
            }
        }
        Set<Integer> taken = new HashSet<>(instance.total().tcpPorts());
        taken.addAll(sum.tcpPorts());
        Violation.unless(sum.equals(load.used()), "counted %s and found %s on %s", load.used(), sum, instance.id());
        Violation.unless(
                sum.cpu() <= instance.total().cpu()
                        && sum.memoryMib() <= instance.total().memoryMib(),
                "overcommitted: %s",
                load);
        Violation.unless(taken.size() == ports, "a port is taken twice: %s", load);
    }
}
