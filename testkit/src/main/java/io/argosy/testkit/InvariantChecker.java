package io.argosy.testkit;

import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.Resources;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
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
final class InvariantChecker {
    private final Duration retention;
    private final Map<TaskId, Task> known = new HashMap<>();
    private final Set<TaskId> forgotten = new HashSet<>();

    InvariantChecker(Duration retention) {
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
            InvariantViolation.unless(
                    !forgotten.contains(task.id()), "a forgotten task is back: %s", Describe.of(task));
        }
        if (known.size() > state.tasks().size()) {
            forget(state, now);
        }
        state.loads().forEach(load -> checkLoad(load, state));
    }

    private static void compare(Task before, Task after) {
        InvariantViolation.unless(
                rank(after.state()) >= rank(before.state()),
                "went back: %s, then %s",
                Describe.of(before),
                Describe.of(after));
        InvariantViolation.unless(
                after.version() >= before.version(),
                "an older version: %s, then %s",
                Describe.of(before),
                Describe.of(after));
        InvariantViolation.unless(
                before.placedOn().isEmpty() || after.placedOn().equals(before.placedOn()),
                "moved to another instance: %s, then %s",
                Describe.of(before),
                Describe.of(after));
        if (before.state() instanceof TaskState.Stopped stopped) {
            InvariantViolation.unless(
                    stopped.equals(after.state()),
                    "revived or retold: %s, then %s",
                    Describe.of(before),
                    Describe.of(after));
        }
        if (before.state() instanceof TaskState.Stopping stopping) {
            boolean sameReason = switch (after.state()) {
                case TaskState.Stopping later -> later.reason().equals(stopping.reason());
                case TaskState.Stopped later -> later.reason().equals(stopping.reason());
                case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> false;
            };
            InvariantViolation.unless(
                    sameReason, "another reason to stop: %s, then %s", Describe.of(before), Describe.of(after));
        }
        before.timeline()
                .moments()
                .forEach((moment, at) -> InvariantViolation.unless(
                        after.timeline().at(moment).equals(Optional.of(at)),
                        "another time for %s: %s, then %s",
                        moment,
                        Describe.of(before),
                        Describe.of(after)));
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
            InvariantViolation.unless(inTime, "lost: %s", Describe.of(task));
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
        InvariantViolation.unless(
                sum.equals(load.used()), "counted %s and found %s on %s", load.used(), sum, instance.id());
        InvariantViolation.unless(
                sum.cpu() <= instance.total().cpu()
                        && sum.memoryMib() <= instance.total().memoryMib(),
                "overcommitted: %s",
                load);
        InvariantViolation.unless(taken.size() == ports, "a port is taken twice: %s", load);
    }
}
