package io.argosy.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.control.InstanceAttributes;
import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.control.ServiceEventLog;
import io.argosy.control.TaskLauncher;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Deployment;
import io.argosy.model.Ids;
import io.argosy.model.LaunchBackoff;
import io.argosy.model.Owner;
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
import io.argosy.planning.Demand;
import io.argosy.planning.Instances;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.planning.ServicePlan;
import io.argosy.planning.query.AttributeLookup;
import io.argosy.services.ServiceHistory;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
                new Instances(state::load, state::loads, on -> busy(state, on), zones(state)),
                scope.account().read()::taskDefinition,
                this::demand,
                means.chance(),
                false);
    }

    /// Looked up once for all the services of a pass, and only if one asks.
    private static Supplier<Set<String>> zones(ClusterState state) {
        List<Set<String>> found = new ArrayList<>();
        return () -> {
            if (found.isEmpty()) {
                found.add(Instances.zones(state.loads()));
            }
            return found.getFirst();
        };
    }

    private static boolean busy(ClusterState state, ContainerInstanceId on) {
        return state.liveOn(on).stream()
                .anyMatch(task -> !(task.owner() instanceof Owner.OfService(var name, var _)
                        && state.service(name).filter(Service::daemon).isPresent()));
    }

    private Optional<Demand> demand(Service service, Deployment deployment) {
        return scope.account()
                .read()
                .taskDefinition(deployment.definition())
                .map(definition -> prepared(service, deployment, definition).demand());
    }

    private PreparedLaunch prepared(Service service, Deployment deployment, TaskDefinition definition) {
        return PreparedLaunch.of(LaunchRequest.ofService(
                scope, service, deployment, definition, TaskTags.of(service, definition, scope.name())));
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
        Started started = startTasks(tx, service, plan, events);
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
    record Started(int count, boolean full) {}

    Started startTasks(Transaction tx, Service service, ServicePlan plan, List<Statement> events) {
        if (plan.tasksToStart() == 0) {
            return new Started(0, false);
        }
        List<TaskId> started = new ArrayList<>();
        Optional<Statement> complaint = launch(tx, service, plan, started);
        inParts(started)
                .forEach(some -> events.add(
                        service.daemon() || plan.on().isEmpty()
                                ? ServiceEvents.started(service.name(), some)
                                : ServiceEvents.startedIn(service.name(), zone(tx, some.getFirst()), some)));
        complaint.filter(news -> worthSaying(tx, service, news)).ifPresent(events::add);
        return new Started(started.size(), complaint.isPresent());
    }

    /// Starts as many tasks as are planned and adds them to `started`; says what kept it from more.
    private Optional<Statement> launch(Transaction tx, Service service, ServicePlan plan, List<TaskId> started) {
        Deployment primary = service.primary().orElseThrow();
        Optional<TaskDefinition> definition = scope.account().read().taskDefinition(primary.definition());
        if (definition.isEmpty()) {
            return Optional.of(ServiceEvents.noDefinition(service.name()));
        }
        PreparedLaunch prepared = prepared(service, primary, definition.get());
        return !plan.on().isEmpty()
                ? launchOn(tx, service.name(), prepared, plan.on(), started)
                : launch(tx, service, prepared, plan.tasksToStart(), started);
    }

    /// One on each of these instances; one without room is no reason to leave out the others.
    private Optional<Statement> launchOn(
            Transaction tx,
            ServiceName service,
            PreparedLaunch prepared,
            List<ContainerInstanceId> instances,
            List<TaskId> started) {
        Optional<Statement> complaint = Optional.empty();
        for (ContainerInstanceId on : instances.subList(0, Math.min(instances.size(), TASKS_A_WRITE))) {
            switch (means.launch().placeOn(tx, prepared, on)) {
                case TaskLauncher.Result.Placed(Task task) -> started.add(task.id());
                case TaskLauncher.Result.NoRoom(Decision.NoRoom why) ->
                    complaint = complaint.or(() -> Optional.of(ServiceEvents.unableToPlace(service, why)));
            }
        }
        return complaint;
    }

    private Optional<Statement> launch(
            Transaction tx, Service service, PreparedLaunch prepared, int wanted, List<TaskId> started) {
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

    static List<ServicePlan.Stop> stopTasks(
            Transaction tx, Service service, List<ServicePlan.Stop> stops, List<Statement> events) {
        List<ServicePlan.Stop> now = stops.subList(0, Math.min(stops.size(), TASKS_A_WRITE));
        now.forEach(stop -> tx.move(stop.task(), new Trigger.StopRequested(stop.reason(), tx.now())));
        inParts(ids(now, stop -> !stop.rebalances()))
                .forEach(some -> events.add(ServiceEvents.stopped(service.name(), some)));
        ids(now, ServicePlan.Stop::rebalances)
                .forEach(one -> events.add(ServiceEvents.stoppedIn(service.name(), zone(tx, one), List.of(one))));
        return now;
    }

    private static List<TaskId> ids(List<ServicePlan.Stop> stops, Predicate<ServicePlan.Stop> wanted) {
        return stops.stream().filter(wanted).map(stop -> stop.task().id()).toList();
    }

    private static String zone(Transaction tx, TaskId task) {
        return tx.state()
                .task(task)
                .flatMap(Task::on)
                .flatMap(tx.state()::instance)
                .flatMap(instance -> AttributeLookup.value(instance, InstanceAttributes.ZONE))
                .orElse("");
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
