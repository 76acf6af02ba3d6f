package io.argosy.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Decided;
import io.argosy.state.Snapshot;
import io.argosy.state.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the services of one cluster (ecs-semantics 7.6, 7.8, 8.3): plans those that are due on what is durable, and
/// for those that need something does it in a write of their own. Many of them are on their way to the disk together,
/// and the pass waits for them once. Its own commits bring it back for the rest.
public final class ServiceReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(ServiceReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /// How many services' writes a pass leaves behind before it waits for them.
    private static final int MOST_UNDER_WAY = 50;

    private static final long NOTHING_SEEN = -1;

    /// What was decided for a service, and how it rests if that turns out to be nothing.
    private record UnderWay(ServiceName service, Decided<ServicePlanExecutor.Done> done, PlannedService planned) {}

    private final ClusterStore store;
    private final AccountStore account;
    private final ReconcilerDependencies means;
    private final LongFunction<Touched> touchedAfter;
    private final DueServices due = new DueServices(PERIOD);
    private final List<UnderWay> underWay = new ArrayList<>();
    private long seen = NOTHING_SEEN;
    private int planned;

    public ServiceReconciler(ClusterStore store, AccountStore account, ReconcilerDependencies means) {
        this(store, account, means, store::touchedAfter);
    }

    /// `touchedAfter` tells what the commits after one were about.
    ServiceReconciler(
            ClusterStore store,
            AccountStore account,
            ReconcilerDependencies means,
            LongFunction<Touched> touchedAfter) {
        this.store = store;
        this.account = account;
        this.means = means;
        this.touchedAfter = touchedAfter;
    }

    @Override
    public String name() {
        return "services-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return due.nextTurn();
    }

    @Override
    public void pass() {
        account.read().cluster(store.name()).ifPresent(this::pass);
    }

    /// Up to where it has seen is noted at the end: after a pass that failed, the next looks at everything.
    private void pass(Cluster cluster) {
        var upkeep = new ServicePlanExecutor(new ClusterScope(cluster, store, account, new Arns(store.realm())), means);
        Snapshot<ClusterState> snapshot = store.snapshot();
        ClusterState state = snapshot.state();
        ServiceContext context = upkeep.context(state, means.clock().instant());
        Touched touched = touchedAfter.apply(seen);
        seen = NOTHING_SEEN;
        planned = 0;
        for (ServiceName name : due.of(state, touched, context.now())) {
            due.forget(name);
            state.service(name)
                    .filter(service -> service.status() != Service.Status.INACTIVE)
                    .ifPresent(service -> look(ServiceView.of(service, state), context, upkeep));
        }
        settle();
        seen = snapshot.commit();
    }

    /// A service of task sets: few, and rarely due.
    private void lookAtSets(Service service, ServiceContext context, ServicePlanExecutor upkeep) {
        var sets = new TaskSetExecutor(upkeep, means.ids());
        TaskSetExecutor.Rest rest = sets.look(service, store.read(), context);
        if (!rest.atRest()) {
            store.decide(tx -> sets.bringCloser(tx, service.name())).await().tell(service.name(), store);
        }
        due.rests(service.name(), rest.waitsFor(), rest.until());
    }

    private void look(ServiceView view, ServiceContext context, ServicePlanExecutor upkeep) {
        ServiceName name = view.service().name();
        planned++;
        try {
            if (view.service().external()) {
                lookAtSets(view.service(), context, upkeep);
                return;
            }
            var plan = PlannedService.of(view, context);
            if (plan.atRest()) {
                rests(plan);
                return;
            }
            underWay.add(new UnderWay(name, store.decide(tx -> upkeep.bringCloser(tx, name, plan)), plan));
            if (underWay.size() == MOST_UNDER_WAY) {
                settle();
            }
        } catch (RuntimeException bug) {
            due.fails(name, context.now().plus(PERIOD));
            failed(view.service(), bug, upkeep);
        }
    }

    /// Waits for what was decided. A write that changed nothing leaves its service at rest.
    private void settle() {
        List<UnderWay> decided = List.copyOf(underWay);
        underWay.clear();
        for (UnderWay one : decided) {
            ServicePlanExecutor.Done done = one.done().await();
            if (!store.trial()) {
                done.tell(one.service(), store);
            }
            if (!done.changed()) {
                rests(one.planned());
            }
        }
    }

    private void rests(PlannedService one) {
        due.rests(one.view().service().name(), one.waitsFor(), one.plan().lookAgain());
    }

    /// How many services the last pass looked at.
    int planned() {
        return planned;
    }

    /// Told once: in the log with all there is, and to whoever reads the service's events.
    private void failed(Service service, RuntimeException bug, ServicePlanExecutor upkeep) {
        try {
            if (store.write(tx -> upkeep.complain(tx, service.name(), ServiceEvents.failed(service.name(), bug)))) {
                log.error("service={} cluster={} its upkeep failed; others go on", service.name(), store, bug);
            } else {
                log.warn("service={} cluster={} its upkeep failed again: {}", service.name(), store, bug.toString());
            }
        } catch (RuntimeException alsoBroken) {
            log.error("service={} cluster={} cannot say that its upkeep failed", service.name(), store, alsoBroken);
        }
    }
}
