package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one pass does for a service. `tasksToStart` are for its PRIMARY deployment, each for one of the instances `on`
/// where it has some, as a daemon has and one that is rebalanced; `service` has its status and
/// deployments moved on, and it and `tally` equal the given ones when nothing of them changed;
/// `events` are what to say after those about started and stopped tasks, oldest first;
/// `deployments` are those of its service deployments that moved on;
/// `lookAgain` is when time alone will change the answer.
public record ServicePlan(
        Service service,
        ServiceTally tally,
        int tasksToStart,
        List<ContainerInstanceId> on,
        List<Stop> tasksToStop,
        List<ServiceEvent.Statement> events,
        List<ServiceDeployment> deployments,
        Optional<Instant> lookAgain) {

    /// One that starts and stops nothing.
    static ServicePlan moving(
            Service service,
            ServiceTally tally,
            List<ServiceEvent.Statement> events,
            List<ServiceDeployment> deployments) {
        return new ServicePlan(service, tally, 0, List.of(), List.of(), events, deployments, Optional.empty());
    }

    /// One that is stopped to be even over availability zones says so.
    public record Stop(Task task, StopReason reason, boolean rebalances) {}

    public ServicePlan {
        on = List.copyOf(on);
        tasksToStop = List.copyOf(tasksToStop);
        events = List.copyOf(events);
        deployments = List.copyOf(deployments);
    }
}
