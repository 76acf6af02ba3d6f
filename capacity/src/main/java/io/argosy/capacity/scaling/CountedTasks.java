package io.argosy.capacity.scaling;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Owner;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import java.util.Optional;

/// The tasks for which an instance is needed: all but those of daemon services, which are on every instance there is
/// (ecs-semantics 9.3).
public final class CountedTasks {
    private CountedTasks() {}

    public static int on(ContainerInstanceId instance, ClusterState state) {
        return (int) state.liveOn(instance).stream()
                .filter(task -> counts(task, state))
                .count();
    }

    private static boolean counts(Task task, ClusterState state) {
        return !(task.owner() instanceof Owner.OfService(var service, var _)
                && state.service(service)
                        .flatMap(known -> known.configuration().schedulingStrategy())
                        .equals(Optional.of("DAEMON")));
    }
}
