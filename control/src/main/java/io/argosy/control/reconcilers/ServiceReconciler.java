package io.argosy.control.reconcilers;

import io.argosy.control.ClusterScope;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.Service;
import io.argosy.model.ServiceName;
import io.argosy.planning.ServiceContext;
import io.argosy.planning.ServiceEvents;
import io.argosy.planning.ServicePlan;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Decided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the services of one cluster (ecs-semantics 7.6, 7.8, 8.3): plans each on what is durable, and for those that
/// need something does it in a write of their own. Many of them are on their way to the disk together, and the pass
/// waits for them once. Its own commits bring it back for the rest.
public final class ServiceReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(ServiceReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);

    /// How many services' writes a pass leaves behind before it waits for them.
    private static final int MOST_UNDER_WAY = 50;

    /// What was decided for a service, and what it rests on if that turns out to be nothing.
    private record UnderWay(Decided<ServicePlanExecutor.Done> done, UnchangedServices.Rest rest) {}

    private final ClusterStore store;
    private final AccountStore account;
    private final ReconcilerDependencies means;
    private final UnchangedServices attention = new UnchangedServices();
    private final List<UnderWay> underWay = new ArrayList<>();

    public ServiceReconciler(ClusterStore store, AccountStore account, ReconcilerDependencies means) {
        this.store = store;
        this.account = account;
        this.means = means;
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
        return attention.nextTurn();
    }

    @Override
    public void pass() {
        account.read().cluster(store.name()).ifPresent(this::pass);
    }

    private void pass(Cluster cluster) {
        var upkeep = new ServicePlanExecutor(new ClusterScope(cluster, store, account, new Arns(store.realm())), means);
        ClusterState state = store.read();
        Instant now = means.clock().instant();
        ServiceContext context = upkeep.context(state, now);
        attention.on(context.instances().loads());
        Set<ServiceName> alive = new HashSet<>();
        for (Service service : state.services()) {
            if (service.status() != Service.Status.INACTIVE) {
                alive.add(service.name());
                look(ServiceView.of(service, state), context, upkeep);
            }
        }
        settle();
        attention.forgetAllBut(alive);
    }

    private void look(ServiceView view, ServiceContext context, ServicePlanExecutor upkeep) {
        Service service = view.service();
        if (!attention.needs(service, view.live(), context.now())) {
            return;
        }
        attention.wake(service.name());
        try {
            var planned = PlannedService.of(view, context);
            boolean wantsRoom = planned.plan().tasksToStart() > 0;
            var rest = new UnchangedServices.Rest(
                    service, view.live(), wantsRoom, until(planned.plan(), wantsRoom, context.now()));
            if (planned.atRest()) {
                attention.rests(rest);
                return;
            }
            underWay.add(new UnderWay(store.decide(tx -> upkeep.bringCloser(tx, service.name(), planned)), rest));
            if (underWay.size() == MOST_UNDER_WAY) {
                settle();
            }
        } catch (RuntimeException bug) {
            attention.fails(service.name(), context.now().plus(PERIOD));
            failed(service, bug, upkeep);
        }
    }

    /// Waits for what was decided. A write that changed nothing leaves its service at rest.
    private void settle() {
        for (UnderWay one : underWay) {
            ServicePlanExecutor.Done done = one.done().await();
            done.tell(one.rest().service().name(), store);
            if (!done.changed()) {
                attention.rests(one.rest());
            }
        }
        underWay.clear();
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

    /// One that waits for room is looked at every period too, so that it repeats its complaint in time.
    private static Optional<Instant> until(ServicePlan plan, boolean wantsRoom, Instant now) {
        return Stream.of(plan.lookAgain(), wantsRoom ? Optional.of(now.plus(PERIOD)) : Optional.<Instant>empty())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }
}
