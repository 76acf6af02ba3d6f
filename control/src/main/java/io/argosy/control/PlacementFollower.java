package io.argosy.control;

import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Entity;
import io.argosy.model.Task;
import io.argosy.planning.PlacementPlanner;
import io.argosy.planning.index.PlacementIndex;
import io.argosy.state.Change;
import io.argosy.state.ClusterState;
import io.argosy.state.Follower;
import java.util.HashSet;
import java.util.Set;

/// Keeps the placement index of a cluster beside its state: it notes which instances a change is about, and looks at
/// them when a placement is asked for.
final class PlacementFollower implements Follower {
    private final PlacementIndex index = new PlacementIndex();
    private final Set<ContainerInstanceId> changed = new HashSet<>();
    private boolean empty = true;

    @Override
    public void changed(Change change) {
        change.before().ifPresent(this::note);
        change.after().ifPresent(this::note);
    }

    private void note(Entity entity) {
        if (entity instanceof Task task) {
            task.on().ifPresent(changed::add);
        } else if (entity instanceof ContainerInstance instance) {
            changed.add(instance.id());
        }
    }

    /// The index of this state, which is the one that its changes led to.
    PlacementIndex of(ClusterState state) {
        if (empty) {
            state.loads().stream().sorted(PlacementPlanner.BY_REGISTRATION).forEach(index::put);
            empty = false;
        } else {
            for (ContainerInstanceId id : changed) {
                state.load(id).ifPresentOrElse(index::put, () -> index.remove(id));
            }
        }
        changed.clear();
        return index;
    }
}
