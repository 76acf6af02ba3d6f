package io.argosy.planning;

import io.argosy.model.Service;
import io.argosy.model.ServiceDeployment;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What one pass does for a service. `tasksToStart` are for its PRIMARY deployment; `service` has its status and
/// deployments moved on, and it and `tally` equal the given ones when nothing of them changed;
/// `events` are what to say after those about started and stopped tasks, oldest first;
/// `deployments` are those of its service deployments that moved on;
/// `lookAgain` is when time alone will change the answer.
public record ServicePlan(
        Service service,
        ServiceTally tally,
        int tasksToStart,
        List<Stop> tasksToStop,
        List<ServiceEvent.Statement> events,
        List<ServiceDeployment> deployments,
        Optional<Instant> lookAgain) {

    public record Stop(Task task, StopReason reason) {}

    public ServicePlan {
        tasksToStop = List.copyOf(tasksToStop);
        events = List.copyOf(events);
        deployments = List.copyOf(deployments);
    }
}
