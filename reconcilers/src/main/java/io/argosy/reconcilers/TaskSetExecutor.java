package io.argosy.reconcilers;

import io.argosy.control.ServiceEventLog;
import io.argosy.model.DeploymentId;
import io.argosy.model.Ids;
import io.argosy.model.Owner;
import io.argosy.model.Service;
import io.argosy.model.ServiceEvent.Statement;
import io.argosy.model.ServiceName;
import io.argosy.model.ServiceTally;
import io.argosy.model.Task;
import io.argosy.model.TaskSet;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.planning.ServicePlan;
import io.argosy.planning.TaskSetPlan;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// Brings the task sets of one service closer within one write (ecs-semantics 7.17), each as a service of its own. The
/// back-off is that of the set that was made last: what fails at its start is what is new.
final class TaskSetExecutor {
    private final ServicePlanExecutor services;
    private final Supplier<String> ids;

    /// `ids` gives 32 random hex digits each time.
    TaskSetExecutor(ServicePlanExecutor services, Supplier<String> ids) {
        this.services = services;
        this.ids = ids;
    }

    /// Whether nothing is to be done, what the service waits for then, and when time alone may change that.
    record Rest(boolean atRest, DueServices.WaitsFor waitsFor, Optional<Instant> until) {}

    Rest look(Service service, ClusterState state, ServiceContext context) {
        List<TaskSetPlan> plans = plans(service, state, context);
        boolean atRest = plans.stream().allMatch(plan -> plan.atRest(found(plan, state)) && !gone(plan, state))
                && !over(service, state)
                && !steadyNow(service, plans, state, context.now());
        boolean waits = plans.stream().anyMatch(plan -> plan.plan().tasksToStart() > 0);
        return new Rest(
                atRest,
                waits ? DueServices.WaitsFor.COMPANY : DueServices.WaitsFor.NOTHING,
                plans.stream().flatMap(plan -> plan.plan().lookAgain().stream()).min(Comparator.naturalOrder()));
    }

    private static TaskSet found(TaskSetPlan plan, ClusterState state) {
        return state.taskSet(plan.set().service(), plan.set().id()).orElseThrow();
    }

    private static List<TaskSetPlan> plans(Service service, ClusterState state, ServiceContext context) {
        Optional<DeploymentId> newest = newest(service.name(), state);
        return state.taskSetsOf(service.name()).stream()
                .map(set -> TaskSetPlan.of(
                        service,
                        set,
                        live(set, state),
                        state.eventsOf(service.name()),
                        newest.equals(Optional.of(set.id()))
                                ? tally(service.name(), set.id(), state)
                                : ServiceTally.fresh(service.name(), set.id()),
                        context))
                .toList();
    }

    private static Optional<DeploymentId> newest(ServiceName service, ClusterState state) {
        return state.taskSetsOf(service).stream()
                .max(Comparator.comparing(TaskSet::createdAt)
                        .thenComparing(set -> set.id().number()))
                .map(TaskSet::id);
    }

    private static ServiceTally tally(ServiceName service, DeploymentId set, ClusterState state) {
        return state.tally(service).orElseGet(() -> ServiceTally.fresh(service, set));
    }

    private static List<Task> live(TaskSet set, ClusterState state) {
        return state.liveOf(set.service()).stream()
                .filter(task -> task.owner() instanceof Owner.OfService(var _, var its) && its.equals(set.id()))
                .toList();
    }

    /// A set that was deleted has no task any more.
    private static boolean gone(TaskSetPlan plan, ClusterState state) {
        return plan.set().status() == TaskSet.Status.DRAINING
                && live(plan.set(), state).isEmpty();
    }

    private static boolean over(Service service, ClusterState state) {
        return service.status() == Service.Status.DRAINING
                && state.liveOf(service.name()).isEmpty();
    }

    /// Planned on what is there now: a service of task sets has few of them, and they are rarely due.
    ServicePlanExecutor.Done bringCloser(Transaction tx, ServiceName name) {
        return tx.state()
                .service(name)
                .filter(service -> service.status() != Service.Status.INACTIVE)
                .map(service -> bringCloser(tx, service))
                .orElse(ServicePlanExecutor.Done.NOTHING);
    }

    private ServicePlanExecutor.Done bringCloser(Transaction tx, Service service) {
        ServiceContext context = services.context(tx.state(), tx.now());
        List<TaskSetPlan> plans = plans(service, tx.state(), context);
        boolean steady = steadyNow(service, plans, tx.state(), tx.now());
        List<Statement> events = new ArrayList<>();
        List<ServicePlan.Stop> stops = new ArrayList<>();
        boolean changed = false;
        for (TaskSetPlan plan : plans) {
            TaskSet before = found(plan, tx.state());
            stops.addAll(carryOut(tx, plan, events));
            changed |= settle(tx, before, plan);
        }
        if (steady) {
            events.add(ServiceEvents.steadyState(service.name()));
        }
        events.forEach(event -> ServiceEventLog.add(tx, service.name(), event, Ids.dashed(ids.get())));
        changed |= end(tx, service);
        return new ServicePlanExecutor.Done(
                changed || !events.isEmpty() || !stops.isEmpty(), events, stops, Optional.empty());
    }

    private Collection<ServicePlan.Stop> carryOut(Transaction tx, TaskSetPlan plan, List<Statement> events) {
        int started =
                services.startTasks(tx, plan.service(), plan.plan(), events).count();
        if (newest(plan.set().service(), tx.state())
                .equals(Optional.of(plan.set().id()))) {
            ServiceTally planned = plan.plan().tally();
            ServiceTally tally = started == 0 ? planned : planned.launched(started, tx.now());
            if (!tx.state().tally(tally.service()).equals(Optional.of(tally))) {
                tx.addOrUpdate(tally);
            }
        }
        List<ServicePlan.Stop> stopped =
                ServicePlanExecutor.stopTasks(tx, plan.service(), plan.plan().tasksToStop(), events);
        events.addAll(plan.plan().events());
        return stopped;
    }

    /// Notes its stability, or takes it away.
    private static boolean settle(Transaction tx, TaskSet before, TaskSetPlan plan) {
        if (gone(plan, tx.state())) {
            tx.remove(before);
            return true;
        }
        if (!plan.set().equals(before)) {
            tx.update(plan.set());
            return true;
        }
        return false;
    }

    private static boolean end(Transaction tx, Service service) {
        if (!over(service, tx.state())) {
            return false;
        }
        List.copyOf(tx.state().taskSetsOf(service.name())).forEach(tx::remove);
        tx.update(service.with(Service.Status.INACTIVE, tx.now()));
        return true;
    }

    /// All of its sets are, and nobody has said so yet.
    private static boolean steadyNow(Service service, List<TaskSetPlan> plans, ClusterState state, Instant now) {
        return service.status() == Service.Status.ACTIVE
                && !plans.isEmpty()
                && plans.stream().allMatch(plan -> plan.set().stability().steady())
                && Stream.of(ServiceEvents.saidSteady(state.eventsOf(service.name()), now))
                        .allMatch(Optional::isEmpty);
    }
}
