package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Service;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a REPLICA service needs next (ecs-semantics 7.6, 7.8, 8.3): tasks to start and stop, its deployments' numbers
/// and outcome, and what to say. It places nothing; a pass that finds nothing to do answers with the same service.
public final class ServicePlanner {
    private final Service service;
    private final Collection<Task> tasks;
    private final ServiceContext context;
    private final List<String> events = new ArrayList<>();

    private ServicePlanner(Service service, Collection<Task> tasks, ServiceContext context) {
        this.service = service;
        this.tasks = tasks;
        this.context = context;
    }

    /// `tasks` are all tasks of the service, the stopped ones that are still remembered included.
    public static ServicePlan plan(Service service, Collection<Task> tasks, ServiceContext context) {
        var planner = new ServicePlanner(service, tasks, context);
        return switch (service.status()) {
            case ACTIVE -> planner.maintained();
            case DRAINING -> planner.drained();
            case INACTIVE -> new ServicePlan(service, 0, List.of(), List.of(), Optional.empty());
        };
    }

    private ServicePlan maintained() {
        Service throttled = withBackoff();
        Bounds bounds = Bounds.of(service);
        Crew crew = Crew.of(service, tasks, context);
        Launching launching = Launching.of(throttled, crew, tasks, bounds, context.now());
        List<Worker> leaving = Retirement.chosen(crew, bounds, scaleIn(crew), launching.crowded());
        boolean idle = launching.count() == 0 && leaving.isEmpty();
        boolean settled = idle
                && crew.workers().size() == bounds.desired()
                && crew.workers().stream().allMatch(worker -> !worker.leaving() && worker.is(Fitness.GOOD));
        if (idle && stuck(crew, bounds)) {
            complain(ServiceEvents.blocked(service.name()));
        }
        Service moved = Rollout.moved(throttled, tasks, settled, context.now());
        saySettled(moved, settled);
        return new ServicePlan(
                moved,
                launching.count(),
                leaving.stream().map(ServicePlanner::stop).toList(),
                events,
                Stream.of(crew.nextTurn(), launching.heldBackUntil(), nextSteadyEvent(settled))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }

    private Service withBackoff() {
        LaunchBackoff before = service.backoff();
        LaunchBackoff after = service.primary()
                .map(primary -> LaunchFailures.after(before, primary, tasks))
                .orElse(before);
        if (after.equals(before)) {
            return service;
        }
        if (LaunchFailures.throttling(after) && after.failures() > before.failures()) {
            complain(ServiceEvents.failingStarts(service.name()));
        }
        return service.with(after, context.now());
    }

    private ScaleIn scaleIn(Crew crew) {
        return new ScaleIn(
                Strategies.ofService(service.asked().placementStrategy().orElse(List.of())),
                crew.workers().stream().map(Worker::task).toList(),
                context.loads(),
                context.chance());
    }

    /// A deployment waits, nothing is in motion, and the percents leave no step to take.
    private static boolean stuck(Crew crew, Bounds bounds) {
        return bounds.rigid()
                && crew.stopping() == 0
                && crew.count(Worker::old) > 0
                && crew.count(Fitness.GOOD) == crew.workers().size();
    }

    private void complain(String text) {
        if (ServiceEvents.worthSaying(service, text, context.now())) {
            events.add(text);
        }
    }

    private void saySettled(Service moved, boolean settled) {
        boolean completed = !service.primary()
                .map(Deployment::rollout)
                .equals(moved.primary().map(Deployment::rollout));
        if (completed) {
            moved.primary()
                    .ifPresent(primary -> events.add(ServiceEvents.deploymentCompleted(service.name(), primary)));
        }
        if (settled && (completed || !ServiceEvents.saidSteady(service, context.now()))) {
            events.add(ServiceEvents.steadyState(service.name()));
        }
    }

    private Optional<Instant> nextSteadyEvent(boolean settled) {
        if (!settled) {
            return Optional.empty();
        }
        Instant said = ServiceEvents.saidSteady(service, context.now())
                ? service.events().getFirst().createdAt()
                : context.now();
        return Optional.of(said.plus(ServiceEvents.REPEATED_AFTER));
    }

    private static ServicePlan.Stop stop(Worker worker) {
        String text = worker.is(Fitness.UNHEALTHY)
                ? "Task failed container health checks"
                : "Scaling activity initiated by "
                        + Crew.deployment(worker.task())
                                .map(id -> "(deployment " + id + ")")
                                .orElse("the scheduler");
        return new ServicePlan.Stop(worker.task(), new StopReason(StopCode.SERVICE_SCHEDULER_INITIATED, text));
    }

    /// Deleted: everything stops, and once every task is at least stopping the service is INACTIVE (7.1).
    private ServicePlan drained() {
        Crew crew = Crew.of(service, tasks, context);
        boolean over = tasks.stream().allMatch(ServicePlanner::stoppingOrStopped);
        Service moved = over
                ? service.with(List.of(), context.now()).with(Service.Status.INACTIVE, context.now())
                : Rollout.moved(service, tasks, false, context.now());
        return new ServicePlan(
                moved, 0, crew.workers().stream().map(ServicePlanner::stop).toList(), events, Optional.empty());
    }

    private static boolean stoppingOrStopped(Task task) {
        return switch (task.state()) {
            case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> false;
            case TaskState.Stopping stopping -> stopping.told();
            case TaskState.Stopped _ -> true;
        };
    }
}
