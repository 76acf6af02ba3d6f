package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Task;
import io.argosy.model.TaskLifecycle;
import io.argosy.model.TaskState;
import io.argosy.model.Transition;
import io.argosy.model.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A command's view of its cluster: the latest decided state, and the changes it makes, visible to itself at once.
public final class Transaction {
    private final Instant now;
    private final List<Change> changes = new ArrayList<>();
    private ClusterState state;

    Transaction(ClusterState state, Instant now) {
        this.state = state;
        this.now = now;
    }

    public ClusterState state() {
        return state;
    }

    public Instant now() {
        return now;
    }

    public void put(Entity entity) {
        add(new Change.Put(entity));
    }

    public void remove(Entity entity) {
        add(new Change.Remove(entity));
    }

    /// The only way a task changes state: `TaskLifecycle` says whether and to what. A trigger it refuses is our bug.
    public Task move(Task task, Trigger trigger) {
        return switch (TaskLifecycle.next(task.state(), trigger)) {
            case Transition.Move(TaskState to) -> {
                Task moved = task.moved(to, trigger.at());
                put(moved);
                yield moved;
            }
            case Transition.Stay _ -> task;
            case Transition.Refuse(String because) ->
                throw new IllegalStateException(task.id() + " in " + task.state() + " on " + trigger + ": " + because);
        };
    }

    List<Change> changes() {
        return changes;
    }

    private void add(Change change) {
        state = state.with(change);
        changes.add(change);
    }
}
