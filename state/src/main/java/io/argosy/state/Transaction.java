package io.argosy.state;

import io.argosy.model.ClusterEntity;
import io.argosy.model.Owner;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskLifecycle;
import io.argosy.model.Transition;
import io.argosy.model.Trigger;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// A command's view of its cluster: the latest decided state, and the changes it makes, visible to itself at once.
public final class Transaction {
    private final Draft<ClusterState> draft;
    private final Followers followers;

    Transaction(Draft<ClusterState> draft, Followers followers) {
        this.draft = draft;
        this.followers = followers;
    }

    public ClusterState state() {
        return draft.state();
    }

    public Instant now() {
        return draft.now();
    }

    /// Takes in what is new: an entity of its kind and key that is there already is our bug.
    public void add(ClusterEntity fresh) {
        draft.add(fresh);
    }

    /// Replaces what is there. What its kind leaves to a lifecycle stays as it is.
    public void update(ClusterEntity changed) {
        draft.update(changed);
    }

    /// For what is written alike, whether it is new or not.
    public void addOrUpdate(ClusterEntity entity) {
        draft.addOrUpdate(entity);
    }

    public void remove(ClusterEntity entity) {
        draft.remove(entity);
    }

    /// A task that has its instance from the beginning: `add` and its first move in one.
    public Task add(Task fresh, Trigger.Placed placed) {
        draft.admit(fresh);
        return moved(fresh, placed);
    }

    /// The only way a task changes state: `TaskLifecycle` says whether and to what. A trigger it refuses is our bug,
    /// and so is a task that is not the latest. What the move says of the task's service is counted with it.
    public Task move(Task task, Trigger trigger) {
        mustBeLatest(task);
        return moved(task, trigger);
    }

    private Task moved(Task task, Trigger trigger) {
        return switch (TaskLifecycle.next(task.state(), trigger)) {
            case Transition.Move move -> {
                Task moved = task.moved(move.to(), trigger.at());
                draft.put(moved);
                count(task, moved, trigger.at());
                yield moved;
            }
            case Transition.Stay _ -> task;
            case Transition.Refuse(String because) ->
                throw new IllegalStateException(task.id() + " in " + task.state() + " on " + trigger + ": " + because);
        };
    }

    private void mustBeLatest(Task task) {
        Task latest = state().task(task.id())
                .orElseThrow(() -> new IllegalStateException(task.id() + " is not there to be moved"));
        if (latest.version() > task.version() || !latest.state().equals(task.state())) {
            throw new IllegalStateException(task.id() + " in " + task.state() + " has moved on since");
        }
    }

    private void count(Task before, Task after, Instant at) {
        if (after.owner() instanceof Owner.OfService(var service, var deployment)) {
            ServiceTally tally = state().tally(service).orElseGet(() -> ServiceTally.fresh(service, deployment));
            ServiceTally counted = tally.heard(before, after, at);
            if (!counted.equals(tally)) {
                draft.addOrUpdate(counted);
            }
        }
    }

    /// The follower of this kind, which has been told of every change since it was made.
    public <F extends Follower> F follower(Class<F> kind, Supplier<F> maker) {
        return followers.get(kind, maker);
    }

    List<Change> changes() {
        return draft.changes();
    }
}
