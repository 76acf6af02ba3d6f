package io.argosy.control.reconcilers;

import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServicePlan;
import io.argosy.planning.ServicePlanner;
import io.argosy.state.ClusterState;
import java.util.List;

/// What a service's plan is made from, as one state has it: the service, its tasks that have not stopped, its tally.
record ServiceView(Service service, List<Task> live, ServiceTally tally) {
    private static final DeploymentId NONE = new DeploymentId(0);

    static ServiceView of(Service service, ClusterState state) {
        ServiceTally tally = state.tally(service.name())
                .orElseGet(() -> ServiceTally.fresh(
                        service.name(), service.primary().map(Deployment::id).orElse(NONE)));
        return new ServiceView(service, List.copyOf(state.liveOf(service.name())), tally);
    }

    ServicePlan plan(ServiceContext context) {
        return ServicePlanner.plan(service, live, tally, context);
    }

    /// State shares what did not change, so the same objects are the same content.
    @SuppressWarnings("ReferenceEquality")
    boolean same(ServiceView other) {
        return service == other.service && UnchangedServices.sameObjects(live, other.live) && tally.equals(other.tally);
    }
}
