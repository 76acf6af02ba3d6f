package io.argosy.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.ServiceEventLog;
import io.argosy.control.TaskLauncher;
import io.argosy.model.Deployment;
import io.argosy.model.Ids;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Patience;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.planning.Decision;
import io.argosy.planning.Instances;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.planning.ServicePlan;
import io.argosy.services.ServiceHistory;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one service closer within one write: does what `ServicePlanner` plans, a few tasks at a time, and writes the
/// events of ecs-semantics 7.12. A service that is as it should be is not touched.
final class ServicePlanExecutor {
    /// How many tasks one write starts or stops: everyone else waits for it.
    static final int TASKS_A_WRITE = 200;

    /// How many tasks one event names, so that a service's events stay of a size to be read.
    private static final int TASKS_AN_EVENT = 20;

    private static final Logger log = LoggerFactory.getLogger(ServicePlanExecutor.class);

    private final ClusterScope scope;
    private final ReconcilerDependencies means;

    ServicePlanExecutor(ClusterScope scope, ReconcilerDependencies means) {
        this.scope = scope;
        this.means = means;
    }

    ServiceContext context(ClusterState state, Instant now) {
        return new ServiceContext(
                now,
                Patience.of(means.settings().healthyAfter(), means.settings().longestBackOff()),
                new Instances(state::load),
                scope.account().read()::taskDefinition,
                means.chance(),
                false);
    }

    /// What was done for a service: whether anything changed, its new events, what was stopped and why.
    /// No more of its tasks are started before `heldBackUntil`.
    record Done(
            boolean changed, List<Statement> events, List<ServicePlan.Stop> stops, Optional<Instant> heldBackUntil) {
        static final Done NOTHING = new Done(false, List.of(), List.of(), Optional.empty());

        /// For the log, once it is on disk.
        void tell(ServiceName service, ClusterStore store) {
            events.forEach(event -> log.info("cluster={} {}", store, event.text()));
            for (ServicePlan.Stop stop : stops) {
                log.info(
                        "task={} service={} stopping: {}",
                        stop.task().id(),
                        service,
                        stop.reason().text());
            }
            heldBackUntil.ifPresent(
                    until -> log.info("service={} cluster={} held back until {}", service, store, until));
        }
    }

    /// What was planned counts if the service is still the same, else it is planned anew.
    Done bringCloser(Transaction tx, ServiceName name, PlannedService planned) {
        return tx.state()
                .service(name)
                .map(service -> {
                    ServiceView now = ServiceView.of(service, tx.state());
                    boolean same = planned.view().same(now);
                    return bringCloser(tx, same ? planned : PlannedService.of(now, context(tx.state(), tx.now())));
                })
                .orElse(Done.NOTHING);
    }

    private Done bringCloser(Transaction tx, PlannedService planned) {
        ServiceView view = planned.view();
        ServicePlan plan = planned.plan();
        Service service = view.service();
        if (view.unrecorded()) {
            ServiceHistory.adopt(tx, service, means.ids());
        }
        plan.deployments().forEach(tx::update);
        List<Statement> events = new ArrayList<>();
        Started started = startTasks(tx, service, plan.tasksToStart(), events);
        ServiceTally tally = started.count() == 0 ? plan.tally() : plan.tally().launched(started.count(), tx.now());
        if (!tally.equals(view.tally())) {
            tx.addOrUpdate(tally);
        }
        List<ServicePlan.Stop> stopped = stopTasks(tx, service, stops(planned, started), events);
        events.addAll(plan.events());
        Service after = plan.service();
        for (Statement event : events) {
            ServiceEventLog.add(tx, service.name(), event, eventId());
        }
        if (!after.equals(service)) {
            tx.update(after);
        }
        boolean changed = !after.equals(service)
                || !tally.equals(view.tally())
                || !events.isEmpty()
                || !plan.deployments().isEmpty()
                || view.unrecorded();
        Optional<Instant> heldBack = Optional.of(tally.backoff())
                .filter(backoff -> backoff.holds(tx.now()))
                .map(LaunchBackoff::until);
        return new Done(changed, events, stopped, heldBack);
    }

    /// A failing task goes first when its replacement found no room.
    private static List<ServicePlan.Stop> stops(PlannedService planned, Started started) {
        List<ServicePlan.Stop> stops = planned.plan().tasksToStop();
        return started.full() && started.count() == 0 && stops.isEmpty()
                ? planned.view().plan(planned.context().fullNow()).tasksToStop()
                : stops;
    }

    /// How many tasks were started, and whether one more found no room.
    private record Started(int count, boolean full) {}

    private Started startTasks(Transaction tx, Service service, int wanted, List<Statement> events) {
        if (wanted == 0) {
            return new Started(0, false);
        }
        List<TaskId> started = new ArrayList<>();
        Optional<Statement> complaint = launch(tx, service, wanted, started);
        inParts(started).forEach(some -> events.add(ServiceEvents.started(service.name(), some)));
        complaint.filter(news -> worthSaying(tx, service, news)).ifPresent(events::add);
        return new Started(started.size(), complaint.isPresent());
    }

    /// Starts up to `wanted` tasks and adds them to `started`; says what kept it from more.
    private Optional<Statement> launch(Transaction tx, Service service, int wanted, List<TaskId> started) {
        Deployment primary = service.primary().orElseThrow();
        Optional<TaskDefinition> definition = scope.account().read().taskDefinition(primary.definition());
        if (definition.isEmpty()) {
            return Optional.of(ServiceEvents.noDefinition(service.name()));
        }
        PreparedLaunch prepared = PreparedLaunch.of(LaunchRequest.ofService(
                scope, service, primary, definition.get(), TaskTags.of(service, definition.get(), scope.name())));
        Optional<Statement> waits = Optional.empty();
        for (int i = 0; i < Math.min(wanted, TASKS_A_WRITE); i++) {
            switch (means.launch().place(tx, prepared, tx.state().liveOf(service.name()))) {
                case TaskLauncher.Result.Placed(Task task) -> started.add(task.id());
                case TaskLauncher.Result.Waits(Task task, Decision.NoRoom why) -> {
                    started.add(task.id());
                    waits = Optional.of(ServiceEvents.waits(
                            service.name(), task.capacityProvider().orElseThrow(), why));
                }
                case TaskLauncher.Result.TooManyWait _ -> {
                    return Optional.of(ServiceEvents.tooManyWait(service.name()));
                }
                case TaskLauncher.Result.NoRoom(Decision.NoRoom why) -> {
                    return Optional.of(ServiceEvents.unableToPlace(service.name(), why));
                }
            }
        }
        return waits;
    }

    private static List<ServicePlan.Stop> stopTasks(
            Transaction tx, Service service, List<ServicePlan.Stop> stops, List<Statement> events) {
        List<ServicePlan.Stop> now = stops.subList(0, Math.min(stops.size(), TASKS_A_WRITE));
        now.forEach(stop -> tx.move(stop.task(), new Trigger.StopRequested(stop.reason(), tx.now())));
        List<TaskId> stopped = now.stream().map(stop -> stop.task().id()).toList();
        inParts(stopped).forEach(some -> events.add(ServiceEvents.stopped(service.name(), some)));
        return now;
    }

    private static List<List<TaskId>> inParts(List<TaskId> tasks) {
        List<List<TaskId>> parts = new ArrayList<>();
        for (int from = 0; from < tasks.size(); from += TASKS_AN_EVENT) {
            parts.add(tasks.subList(from, Math.min(tasks.size(), from + TASKS_AN_EVENT)));
        }
        return parts;
    }

    /// Adds the event unless it was said; whether it was news.
    boolean complain(Transaction tx, ServiceName name, Statement complaint) {
        return ServiceEventLog.complain(tx, name, complaint, means.ids());
    }

    private static boolean worthSaying(Transaction tx, Service service, Statement complaint) {
        return ServiceEvents.worthSaying(service, tx.state().eventsOf(service.name()), complaint, tx.now());
    }

    private String eventId() {
        return Ids.dashed(means.ids().get());
    }
}
