package io.argosy.control.operations.clusters;

import io.argosy.model.Moment;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import java.time.Instant;

/// What a deleted cluster leaves behind must not reappear under a new one of its name (ecs-semantics 3.2).
final class Leftovers {
    private Leftovers() {}

    /// Removes what is older than `limit`; what came since belongs to the new cluster.
    static void remove(ClusterStore store, Instant limit) {
        store.write(tx -> {
            ClusterState left = tx.state();
            left.tasks().stream().filter(task -> created(task).isBefore(limit)).forEach(tx::remove);
            left.services().stream()
                    .filter(service -> service.createdAt().isBefore(limit))
                    .forEach(service -> {
                        tx.remove(service);
                        left.tally(service.name()).ifPresent(tx::remove);
                    });
            left.instances().stream()
                    .filter(instance -> instance.registeredAt().isBefore(limit))
                    .forEach(tx::remove);
            left.tokens().stream().filter(token -> token.at().isBefore(limit)).forEach(tx::remove);
            return left.tasks().size();
        });
    }

    private static Instant created(Task task) {
        return task.timeline().at(Moment.CREATED).orElse(Instant.EPOCH);
    }
}
