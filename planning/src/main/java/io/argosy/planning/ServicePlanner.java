package io.argosy.planning;

import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.DeploymentId;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.ServiceTally;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a service needs next, a REPLICA or a DAEMON (ecs-semantics 7.6, 7.7, 7.8, 8.3): tasks to start and stop, its
/// deployments' numbers
/// and outcome, and what to say. It places nothing; a pass that finds nothing to do answers with the same service.
public final class ServicePlanner {
    private final Service service;
    private final Collection<Task> tasks;
    private final Collection<ServiceEvent> said;
    private final ServiceTally before;
    private final DeploymentHistory history;
    private final ServiceContext context;
    private final Optional<DaemonHosts> hosts;
    private final List<Statement> events = new ArrayList<>();

    private ServicePlanner(
            Service service,
            Collection<Task> tasks,
            Collection<ServiceEvent> said,
            ServiceTally before,
            DeploymentHistory history,
            ServiceContext context) {
        this.hosts = DaemonHosts.of(service, tasks, context).filter(_ -> service.status() == Service.Status.ACTIVE);
        this.service = hosts.map(DaemonHosts::wanted)
                .filter(wanted -> wanted.size() != service.desiredCount())
                .map(wanted -> service.desiring(wanted.size(), context.now()))
                .orElse(service);
        this.tasks = tasks;
        this.said = said;
        this.before = before;
        this.history = history;
        this.context = context;
    }

    /// `tasks` are those of the service that have not stopped; how the others fared is in the tally. `said` are its
    /// events, the newest first; `history` is what is known of its deployments.
    public static ServicePlan plan(
            Service service,
            Collection<Task> tasks,
            Collection<ServiceEvent> said,
            ServiceTally tally,
            DeploymentHistory history,
            ServiceContext context) {
        var planner = new ServicePlanner(service, tasks, said, tally, history, context);
        return switch (service.status()) {
            case ACTIVE -> planner.maintained();
            case DRAINING -> planner.drained();
            case INACTIVE -> ServicePlan.moving(service, tally, List.of(), List.of());
        };
    }

    private ServicePlan maintained() {
        LiveTasks live = live();
        ServiceTally tally = tallied(live);
        return DeploymentTurn.of(service, tally, history, context.now())
                .map(turn -> ServicePlan.moving(turn.service(), turn.tally(), turn.events(), turn.moved()))
                .orElseGet(() -> maintained(live, tally));
    }

    private ServicePlan maintained(LiveTasks live, ServiceTally tally) {
        DeploymentLimits limits = DeploymentLimits.of(service);
        boolean halted = LiveTasks.halted(service);
        TasksToStart launching = toStart(live, limits, tally);
        boolean crowded = hosts.isPresent() || launching.crowded() || (context.full() && launching.count() > 0);
        Optional<ZoneBalance> zones = ZoneBalance.of(service, live, limits, context);
        boolean awaited = zones.filter(ZoneBalance::awaited).isPresent();
        List<ServiceTask> leaving = TasksToStop.chosen(live, limits, stopOrder(live), crowded, awaited);
        boolean idle = launching.count() == 0 && leaving.isEmpty();
        boolean settled = idle && !halted && whole(live, limits);
        if (idle && stuck(live, limits)) {
            complain(ServiceEvents.blocked(service.name()));
        }
        if (!halted && tally.backoff().holds(context.now())) {
            complain(ServiceEvents.failingStarts(service.name()));
        }
        misplaced(leaving);
        Optional<ContainerInstanceId> move =
                zones.filter(_ -> settled && complete()).flatMap(ZoneBalance::next);
        zones.flatMap(balance -> balance.news(said, settled, move)).ifPresent(events::add);
        boolean evening = zones.filter(balance -> balance.surplus(said)).isPresent();
        boolean complete = settled || early(live);
        Service moved = DeploymentProgress.moved(service, tasks, complete, context.now());
        return new ServicePlan(
                moved,
                saySettled(moved, settled && move.isEmpty(), tally),
                launching.count() + (int) move.stream().count(),
                hosts.map(found -> found.free().subList(0, launching.count()))
                        .orElseGet(() -> move.stream().toList()),
                leaving.stream().map(serviceTask -> stop(serviceTask, evening)).toList(),
                events,
                DeploymentSteps.of(moved, tally, history, context.now()),
                Stream.of(live.nextTurn(), launching.heldBackUntil(), nextSteadyEvent(settled))
                        .flatMap(Optional::stream)
                        .min(Instant::compareTo));
    }

    /// It has what it should have, and all of it is good.
    static boolean whole(LiveTasks live, DeploymentLimits limits) {
        return live.serviceTasks().size() == limits.desired()
                && live.serviceTasks().stream()
                        .allMatch(serviceTask -> !serviceTask.leaving() && serviceTask.is(HealthStage.HEALTHY));
    }

    private LiveTasks live() {
        return LiveTasks.of(
                service,
                tasks,
                on -> hosts.map(found -> found.left(on))
                        .orElseGet(() -> context.instances().draining(on)),
                context);
    }

    /// A daemon's go where it has none, whatever else it has.
    private TasksToStart toStart(LiveTasks live, DeploymentLimits limits, ServiceTally tally) {
        return hosts.map(found -> TasksToStart.of(service, tally, found.free().size(), context.now()))
                .orElseGet(() -> TasksToStart.of(service, tally, live, limits, context.now()));
    }

    /// Says which tasks of a daemon go because their instance is not what it was.
    private void misplaced(List<ServiceTask> leaving) {
        if (hosts.isEmpty()) {
            return;
        }
        for (ServiceTask serviceTask : leaving) {
            serviceTask
                    .task()
                    .on()
                    .filter(on -> serviceTask.draining() && !context.instances().draining(on))
                    .ifPresent(on -> events.add(ServiceEvents.misplaced(
                            service.name(), serviceTask.task().id(), on)));
        }
    }

    private boolean complete() {
        return service.primary()
                .filter(primary -> primary.rollout() == Deployment.Rollout.COMPLETED)
                .isPresent();
    }

    private boolean early(LiveTasks live) {
        return EarlySuccess.of(service).filter(early -> early.reached(live)).isPresent();
    }

    /// The tally of what the service is by now; a task that was launched after the last crash and is good ends the
    /// waiting.
    private ServiceTally tallied(LiveTasks live) {
        Set<DeploymentId> listed =
                service.deployments().stream().map(Deployment::id).collect(Collectors.toSet());
        ServiceTally tally = service.primary()
                .map(primary -> before.about(primary.id(), listed, context.patience()))
                .orElse(before);
        boolean recovered = live.serviceTasks().stream()
                .filter(serviceTask -> serviceTask.is(HealthStage.HEALTHY) && !serviceTask.old())
                .flatMap(serviceTask -> serviceTask.task().timeline().at(TaskTimestamp.CREATED).stream())
                .anyMatch(tally.backoff()::onTrial);
        ServiceTally counted = recovered ? tally.healthy() : tally;
        return CircuitBreaker.of(service)
                .filter(CircuitBreaker::resets)
                .flatMap(_ -> lastProven(live))
                .map(good -> counted.proven(counted.deployment(), good))
                .orElse(counted);
    }

    /// When the last of the PRIMARY's tasks became good.
    private Optional<Instant> lastProven(LiveTasks live) {
        var rule = new HealthRule(service, context);
        return live.serviceTasks().stream()
                .filter(serviceTask -> serviceTask.is(HealthStage.HEALTHY) && !serviceTask.old())
                .map(serviceTask -> rule.provenAt(serviceTask.task()))
                .max(Instant::compareTo);
    }

    private StopOrder stopOrder(LiveTasks live) {
        return new StopOrder(
                Strategies.ofService(service.configuration().placementStrategy().orElse(List.of())),
                live.serviceTasks().stream().map(ServiceTask::task).toList(),
                context.instances(),
                context.chance());
    }

    /// A deployment waits, nothing is in motion, and the percents leave no step to take.
    private static boolean stuck(LiveTasks live, DeploymentLimits limits) {
        return limits.blocked()
                && live.stopping() == 0
                && live.count(ServiceTask::old) > 0
                && live.count(HealthStage.HEALTHY) == live.serviceTasks().size();
    }

    private void complain(Statement complaint) {
        if (ServiceEvents.worthSaying(service, said, complaint, context.now())) {
            events.add(complaint);
        }
    }

    /// Says what was reached; a deployment that is complete starts its count anew.
    private ServiceTally saySettled(Service moved, boolean settled, ServiceTally tally) {
        boolean completed = !service.primary()
                .map(Deployment::rollout)
                .equals(moved.primary().map(Deployment::rollout));
        if (completed) {
            moved.primary()
                    .ifPresent(primary -> events.add(ServiceEvents.deploymentCompleted(service.name(), primary)));
        }
        if (settled
                && (completed || ServiceEvents.saidSteady(said, context.now()).isEmpty())) {
            events.add(ServiceEvents.steadyState(service.name()));
        }
        return completed ? tally.completed(tally.deployment()) : tally;
    }

    private Optional<Instant> nextSteadyEvent(boolean settled) {
        if (!settled) {
            return Optional.empty();
        }
        Instant last = ServiceEvents.saidSteady(said, context.now())
                .map(ServiceEvent::createdAt)
                .orElse(context.now());
        return Optional.of(last.plus(ServiceEvents.REPEATED_AFTER));
    }

    private ServicePlan.Stop stop(ServiceTask serviceTask, boolean evening) {
        boolean failing = serviceTask.is(HealthStage.UNHEALTHY);
        String why = evening ? "Availability-zone rebalancing" : "Scaling activity";
        return new ServicePlan.Stop(
                serviceTask.task(), failing ? unhealthy(serviceTask) : scaledIn(serviceTask, why), evening && !failing);
    }

    private StopReason unhealthy(ServiceTask serviceTask) {
        return StopReason.unhealthy(new HealthRule(service, context).failed(serviceTask.task()));
    }

    private static StopReason scaledIn(ServiceTask serviceTask, String why) {
        String by = LiveTasks.deployment(serviceTask.task())
                .map(id -> "(deployment " + id + ")")
                .orElse("the scheduler");
        return new StopReason(StopCode.SERVICE_SCHEDULER_INITIATED, why + " initiated by " + by);
    }

    /// Deleted: everything stops, and once every task is at least stopping the service is INACTIVE (7.1).
    private ServicePlan drained() {
        LiveTasks live = live();
        boolean over = tasks.stream().allMatch(ServicePlanner::stoppingOrStopped);
        Service moved = over
                ? service.with(List.of(), context.now()).with(Service.Status.INACTIVE, context.now())
                : DeploymentProgress.moved(service, tasks, false, context.now());
        return new ServicePlan(
                moved,
                before,
                0,
                List.of(),
                live.serviceTasks().stream()
                        .map(serviceTask -> stop(serviceTask, false))
                        .toList(),
                events,
                DeploymentSteps.ended(history, context.now()),
                Optional.empty());
    }

    private static boolean stoppingOrStopped(Task task) {
        return switch (task.state()) {
            case TaskState.Provisioning _, TaskState.Pending _, TaskState.Running _ -> false;
            case TaskState.Stopping stopping -> stopping.told();
            case TaskState.Stopped _ -> true;
        };
    }
}
