package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceEvent.Kind;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskSet;
import io.argosy.shapes.ecs.CreateServiceRequest;
import io.argosy.shapes.ecs.CreateTaskSetRequest;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// What a task set needs next (ecs-semantics 7.17): it is kept as a service would be that has its deployment only, and
/// wants its share. `service` is that service, `set` the set with what is thought of its stability now.
public record TaskSetPlan(TaskSet set, Service service, ServicePlan plan) {

    /// `tasks` are those of the set that have not stopped, `said` is what was said of the whole service, and
    /// `tally` how the tasks of this set have fared.
    public static TaskSetPlan of(
            Service whole,
            TaskSet set,
            Collection<Task> tasks,
            Collection<ServiceEvent> said,
            ServiceTally tally,
            ServiceContext context) {
        Service part = service(whole, set);
        ServicePlan plan = ServicePlanner.plan(part, tasks, said, tally, DeploymentHistory.NOTHING, context);
        LiveTasks live = LiveTasks.of(part, tasks, context.instances()::draining, context);
        boolean steady = ServicePlanner.whole(live, DeploymentLimits.of(part)) && plan.tasksToStart() == 0;
        return new TaskSetPlan(set.steady(steady, context.now()), part, quiet(plan));
    }

    /// The service that this set alone would be.
    public static Service service(Service whole, TaskSet set) {
        int wants = whole.status() == Service.Status.ACTIVE ? set.wants(whole.desiredCount()) : 0;
        var deployment = new Deployment(
                set.id(),
                set.definition(),
                true,
                wants,
                Deployment.Rollout.COMPLETED,
                "",
                set.createdAt(),
                set.updatedAt(),
                Map.of());
        return new Service(
                whole.name(),
                Service.Status.ACTIVE,
                wants,
                configuration(whole.configuration(), set.configuration()),
                List.of(deployment),
                whole.createdBy(),
                whole.createdAt(),
                whole.changedAt());
    }

    /// A set has its own place and network, and the service's rules.
    public static CreateServiceRequest configuration(CreateServiceRequest whole, CreateTaskSetRequest set) {
        return whole.toBuilder()
                .taskDefinition(set.taskDefinition())
                .launchType(set.launchType())
                .capacityProviderStrategy(set.capacityProviderStrategy())
                .platformVersion(set.platformVersion())
                .networkConfiguration(set.networkConfiguration())
                .build();
    }

    /// Whether the whole service is steady is not for a part of it to say.
    private static ServicePlan quiet(ServicePlan plan) {
        return new ServicePlan(
                plan.service(),
                plan.tally(),
                plan.tasksToStart(),
                plan.on(),
                plan.tasksToStop(),
                plan.events().stream()
                        .filter(event -> event.kind() != Kind.STEADY_STATE)
                        .toList(),
                plan.deployments(),
                plan.lookAgain());
    }

    /// Whether something is to be done for it.
    public boolean atRest(TaskSet before) {
        return set.equals(before)
                && plan.tasksToStart() == 0
                && plan.tasksToStop().isEmpty()
                && plan.events().isEmpty();
    }
}
