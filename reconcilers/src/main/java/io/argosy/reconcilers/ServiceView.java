package io.argosy.reconcilers;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.planning.DeploymentHistory;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServicePlan;
import io.argosy.planning.ServicePlanner;
import io.argosy.services.ServiceHistory;
import io.argosy.state.ClusterState;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What a service's plan is made from, as one state has it: the service, its tasks that have not
/// stopped, its events with the newest first, its tally, and what is known of its deployments.
record ServiceView(
        Service service,
        List<Task> live,
        Collection<ServiceEvent> said,
        ServiceTally tally,
        DeploymentHistory history) {
    private static final DeploymentId NONE = new DeploymentId(0);

    static ServiceView of(Service service, ClusterState state) {
        ServiceTally tally = state.tally(service.name())
                .orElseGet(() -> ServiceTally.fresh(
                        service.name(), service.primary().map(Deployment::id).orElse(NONE)));
        return new ServiceView(
                service,
                List.copyOf(state.liveOf(service.name())),
                state.eventsOf(service.name()),
                tally,
                ServiceHistory.of(state, service.name()));
    }

    ServicePlan plan(ServiceContext context) {
        return ServicePlanner.plan(service, live, said, tally, history, context);
    }

    /// It is from a time when deployments were not remembered.
    boolean unrecorded() {
        return service.status() == Service.Status.ACTIVE
                && service.primary().isPresent()
                && history.newest().isEmpty();
    }

    /// State shares what did not change, so the same objects are the same content.
    @SuppressWarnings("ReferenceEquality")
    boolean same(ServiceView other) {
        return service == other.service
                && sameObjects(live, other.live)
                && newest().equals(other.newest())
                && tally.equals(other.tally)
                && history.equals(other.history);
    }

    private Optional<ServiceEvent> newest() {
        return said.stream().findFirst();
    }

    @SuppressWarnings("ReferenceEquality")
    private static <T> boolean sameObjects(List<T> one, List<T> other) {
        if (one.size() != other.size()) {
            return false;
        }
        for (int i = 0; i < one.size(); i++) {
            if (one.get(i) != other.get(i)) {
                return false;
            }
        }
        return true;
    }
}
