package io.argosy.foresight;

import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.state.ClusterState;
import java.util.LinkedHashSet;
import java.util.Set;

/// Services that are on their way somewhere: other tasks are live than they are to have, or a deployment is not
/// complete.
final class Unsettled {
    private Unsettled() {}

    static Set<ServiceName> services(ClusterState state) {
        Set<ServiceName> names = new LinkedHashSet<>();
        state.services().stream().filter(service -> is(service, state)).forEach(service -> names.add(service.name()));
        return names;
    }

    static boolean is(Service service, ClusterState state) {
        var live = state.liveOf(service.name());
        return switch (service.status()) {
            case ACTIVE ->
                service.deployments().size() != 1
                        || service.primary()
                                .filter(primary -> primary.rollout() == Deployment.Rollout.COMPLETED)
                                .isEmpty()
                        || live.size() != service.desiredCount()
                        || live.stream().anyMatch(task -> !task.state().running());
            case DRAINING -> !live.isEmpty();
            case INACTIVE -> false;
        };
    }
}
