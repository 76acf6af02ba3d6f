package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Owner;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskLifecycle;
import io.argosy.model.TaskState;
import io.argosy.model.Transition;
import io.argosy.model.Trigger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// A command's view of its cluster: the latest decided state, and the changes it makes, visible to itself at once.
public final class Transaction {
    private final Instant now;
    private final Followers followers;
    private final Map<Changed, Change> changes = new LinkedHashMap<>();
    private ClusterState state;

    private record Changed(Class<? extends Entity> kind, String key) {}

    Transaction(ClusterState state, Instant now, Followers followers) {
        this.state = state;
        this.now = now;
        this.followers = followers;
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

    /// The only way a task changes state: `TaskLifecycle` says whether and to what. A trigger it refuses is our bug,
    /// and so is a task that is not the latest. What the move says of the task's service is counted with it.
    public Task move(Task task, Trigger trigger) {
        mustBeLatest(task);
        return switch (TaskLifecycle.next(task.state(), trigger)) {
            case Transition.Move(TaskState to) -> {
                Task moved = task.moved(to, trigger.at());
                put(moved);
                count(task, moved, trigger.at());
                yield moved;
            }
            case Transition.Stay _ -> task;
            case Transition.Refuse(String because) ->
                throw new IllegalStateException(task.id() + " in " + task.state() + " on " + trigger + ": " + because);
        };
    }

    private void mustBeLatest(Task task) {
        boolean stale = state.task(task.id())
                .filter(latest ->
                        latest.version() > task.version() || !latest.state().equals(task.state()))
                .isPresent();
        if (stale) {
            throw new IllegalStateException(task.id() + " in " + task.state() + " has moved on since");
        }
    }

    private void count(Task before, Task after, Instant at) {
        if (after.owner() instanceof Owner.OfService(var service, var deployment)) {
            Optional<ServiceTally> known = state.tally(service);
            ServiceTally tally = known.orElseGet(() -> ServiceTally.fresh(service, deployment));
            ServiceTally counted = tally.heard(before, after, at);
            if (!counted.equals(tally)) {
                put(counted);
            }
        }
    }

    /// One change an entity: the last.
    List<Change> changes() {
        return List.copyOf(changes.values());
    }

    /// The follower of this kind, which has been told of every change since it was made.
    public <F extends Follower> F follower(Class<F> kind, Supplier<F> maker) {
        return followers.get(kind, maker);
    }

    private void add(Change change) {
        ClusterState before = state;
        state = before.with(change);
        followers.changed(before, change, state);
        Entity entity = change.entity();
        changes.put(new Changed(entity.getClass(), entity.key()), change);
    }
}
