package io.argosy.control.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.control.Launch;
import io.argosy.control.Launchable;
import io.argosy.model.Deployment;
import io.argosy.model.Ids;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent;
import io.argosy.model.ServiceName;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskId;
import io.argosy.model.Trigger;
import io.argosy.planning.Decision;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.planning.ServicePlan;
import io.argosy.planning.ServicePlanner;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Brings one service closer within one write: does what `ServicePlanner` plans, a few tasks at a time, and writes the
/// events of ecs-semantics 7.12. A service that is as it should be is not touched.
final class ServiceUpkeep {
    /// How many tasks one write starts or stops: everyone else waits for it.
    static final int TASKS_A_WRITE = 20;

    private static final TaskOverride NO_OVERRIDES = TaskOverride.builder().build();

    private final ClusterScope scope;
    private final ReconcilerMeans means;

    ServiceUpkeep(ClusterScope scope, ReconcilerMeans means) {
        this.scope = scope;
        this.means = means;
    }

    ServiceContext context(ClusterState state, Instant now) {
        return new ServiceContext(
                now,
                means.settings().healthyAfter(),
                state.loads(),
                scope.account().read()::taskDefinition,
                means.chance());
    }

    /// Whether anything changed.
    boolean bringCloser(Transaction tx, ServiceName name) {
        return tx.state().service(name).map(service -> bringCloser(tx, service)).orElse(false);
    }

    private boolean bringCloser(Transaction tx, Service service) {
        ServicePlan plan =
                ServicePlanner.plan(service, tx.state().tasksOf(service.name()), context(tx.state(), tx.now()));
        List<String> events = new ArrayList<>();
        started(tx, service, plan.tasksToStart(), events);
        stopped(tx, service, plan.tasksToStop(), events);
        events.addAll(plan.events());
        Service after = plan.service();
        for (String text : events) {
            after = after.saying(new ServiceEvent(eventId(), tx.now(), text), tx.now());
        }
        if (after.equals(service)) {
            return false;
        }
        tx.put(after);
        return true;
    }

    private void started(Transaction tx, Service service, int wanted, List<String> events) {
        List<TaskId> started = new ArrayList<>();
        Optional<String> complaint = wanted == 0 ? Optional.empty() : launch(tx, service, wanted, started);
        if (!started.isEmpty()) {
            events.add(ServiceEvents.started(service.name(), started));
        }
        complaint
                .filter(text -> ServiceEvents.worthSaying(service, text, tx.now()))
                .ifPresent(events::add);
    }

    /// Starts up to `wanted` tasks and adds them to `started`; says what kept it from more.
    private Optional<String> launch(Transaction tx, Service service, int wanted, List<TaskId> started) {
        Deployment primary = service.primary().orElseThrow();
        Optional<TaskDefinition> definition = scope.account().read().taskDefinition(primary.definition());
        if (definition.isEmpty()) {
            return Optional.of("(service " + service.name()
                    + ") failed to launch a task with (error Unable to describe task definition.).");
        }
        Launchable what = launchable(service, primary, definition.get());
        for (int i = 0; i < Math.min(wanted, TASKS_A_WRITE); i++) {
            switch (means.launch().place(tx, what)) {
                case Launch.Result.Placed(Task task) -> started.add(task.id());
                case Launch.Result.NoRoom(Decision.NoRoom why) -> {
                    return Optional.of(ServiceEvents.unableToPlace(service.name(), why));
                }
            }
        }
        return Optional.empty();
    }

    private Launchable launchable(Service service, Deployment primary, TaskDefinition definition) {
        return new Launchable(
                scope,
                definition,
                new Owner.OfService(service.name(), primary.id()),
                LaunchType.valueOf(service.asked().launchType().orElseThrow()),
                NO_OVERRIDES,
                TaskTags.of(service, definition, scope.name()),
                service.asked().enableExecuteCommand().orElse(false),
                service.asked().placementConstraints().orElse(List.of()),
                service.asked().placementStrategy().orElse(List.of()));
    }

    private static void stopped(Transaction tx, Service service, List<ServicePlan.Stop> stops, List<String> events) {
        List<TaskId> stopped = new ArrayList<>();
        for (ServicePlan.Stop stop : stops.subList(0, Math.min(stops.size(), TASKS_A_WRITE))) {
            tx.move(stop.task(), new Trigger.StopRequested(stop.reason(), tx.now()));
            stopped.add(stop.task().id());
        }
        if (!stopped.isEmpty()) {
            events.add(ServiceEvents.stopped(service.name(), stopped));
        }
    }

    private String eventId() {
        return Ids.dashed(means.ids().get());
    }
}
