package io.argosy.capacity.scaling;

import io.argosy.capacity.CapacitySettings;
import io.argosy.capacity.HostGroup;
import io.argosy.capacity.WaitingWorks;
import io.argosy.capacity.groups.ProvidedHost;
import io.argosy.capacity.providers.GroupArn;
import io.argosy.model.CapacityProvider;
import io.argosy.model.Cluster;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.ScalingReport;
import io.argosy.reconcilers.Reconciler;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps as many instances of each capacity provider of one cluster as `ScalingPlanner` asks for (ecs-semantics 9.3),
/// and follows every host on its way in and out. It writes what is to be done, and `HostWorks` does it.
public final class ScalingReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(ScalingReconciler.class);
    private static final Duration PERIOD = Duration.ofSeconds(30);
    private static final int NAME_DIGITS = 8;

    /// What it works with: `clock` is the time of day, `steady` the one that only moves forward.
    public record Means(
            CapacitySettings settings,
            WaitingWorks works,
            HostWorks hosts,
            InstantSource clock,
            InstantSource steady,
            Supplier<String> ids) {}

    private final ClusterStore store;
    private final AccountStore account;
    private final Means means;
    private final Map<String, LowPoints> lowPoints = new HashMap<>();
    private final Map<ContainerInstanceId, Instant> awaySince = new HashMap<>();
    private final List<Instant> turns = new ArrayList<>();

    public ScalingReconciler(ClusterStore store, AccountStore account, Means means) {
        this.store = store;
        this.account = account;
        this.means = means;
    }

    @Override
    public String name() {
        return "scaling-" + store;
    }

    @Override
    public Duration period() {
        return PERIOD;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Stream.concat(turns.stream(), means.hosts().nextTry().stream()).min(Instant::compareTo);
    }

    @Override
    public void pass() {
        turns.clear();
        Set<String> providers = providers();
        if (providers.isEmpty()) {
            return;
        }
        noteAway(store.read());
        for (String name : providers) {
            follow(name);
            scale(name);
        }
        store.read()
                .table(ProvidedHost.KIND)
                .values()
                .forEach(host -> means.hosts().tend(store, host));
    }

    /// Those the cluster has, and those that still have hosts here.
    private Set<String> providers() {
        Set<String> names = new TreeSet<>();
        account.read().cluster(store.name()).map(Cluster::capacityProviders).ifPresent(names::addAll);
        store.read().table(ProvidedHost.KIND).values().forEach(host -> names.add(host.provider()));
        return names;
    }

    /// How long an agent is away is measured here and while this server runs.
    private void noteAway(ClusterState state) {
        Instant now = means.steady().instant();
        Set<ContainerInstanceId> away = new HashSet<>();
        state.instances().stream()
                .filter(instance -> instance.registered() && !instance.agentConnected())
                .forEach(instance -> away.add(instance.id()));
        awaySince.keySet().retainAll(away);
        away.forEach(id -> awaySince.putIfAbsent(id, now));
    }

    private boolean lost(ContainerInstance instance) {
        return Optional.ofNullable(awaySince.get(instance.id()))
                .filter(since -> Duration.between(since, means.steady().instant())
                                .compareTo(means.settings().lostAfter())
                        >= 0)
                .isPresent();
    }

    private List<ProvidedHost> hosts(ClusterState state, String provider) {
        return state.table(ProvidedHost.KIND).under(ProvidedHost.BY_PROVIDER, provider);
    }

    private void follow(String provider) {
        Collection<ProvidedHost> hosts = hosts(store.read(), provider);
        if (hosts.isEmpty()) {
            return;
        }
        store.write(tx -> {
            for (ProvidedHost host : hosts(tx.state(), provider)) {
                new HostProgress(tx, patience(host), this::lost).follow(host);
            }
            return provider;
        });
        for (ProvidedHost host : hosts(store.read(), provider)) {
            if (host.is(ProvidedHost.State.STARTED)) {
                turns.add(host.since().plus(patience(host).joining()));
            }
        }
    }

    private HostGroup.Patience patience(ProvidedHost host) {
        return means.settings()
                .group(host.group())
                .map(HostGroup::patience)
                .orElse(new HostGroup.Patience(PERIOD, PERIOD));
    }

    private void scale(String name) {
        Optional<CapacityProvider> provider =
                account.read().table(CapacityProvider.KIND).get(name);
        boolean attached = account.read()
                .cluster(store.name())
                .filter(cluster -> cluster.capacityProviders().contains(name))
                .isPresent();
        if (!attached || provider.filter(CapacityProvider::active).isEmpty()) {
            retireAll(name);
            return;
        }
        if (provider.get().scales()) {
            GroupArn.name(provider.get().group().autoScalingGroupArn(), store.realm())
                    .flatMap(means.settings()::group)
                    .ifPresent(group -> scale(provider.get(), group));
        }
    }

    /// The cluster has let go of the provider, so nothing will ask for its instances again.
    private void retireAll(String provider) {
        List<ProvidedHost> joined = hosts(store.read(), provider).stream()
                .filter(host -> host.is(ProvidedHost.State.JOINED))
                .toList();
        lowPoints.remove(provider);
        if (!joined.isEmpty()) {
            retire(joined, true, false);
        }
        store.read()
                .table(ScalingReport.KIND)
                .get(provider)
                .ifPresent(report -> store.write(tx -> {
                    tx.state().table(ScalingReport.KIND).get(provider).ifPresent(tx::remove);
                    return report;
                }));
    }

    private void scale(CapacityProvider provider, HostGroup group) {
        ClusterState state = store.read();
        Instant now = means.clock().instant();
        var count =
                ProviderCount.of(provider.name(), group, state, means.works().of(store, provider.name()));
        List<ProvidedHost> hosts = hosts(state, provider.name());
        int starting = (int) hosts.stream().filter(ProvidedHost::starting).count();
        Duration period = means.settings().period();
        LowPoints before = lowPoints.getOrDefault(provider.name(), LowPoints.none(now, period));
        var view = new ScalingPlanner.View(
                count.members(),
                starting,
                count.needed(),
                group.min(),
                group.max(),
                provider.scaling(),
                provider.protects(),
                before.count());
        LowPoints points = before.seen(view.low(), now, period);
        lowPoints.put(provider.name(), points);
        if (view.low()) {
            turns.add(points.next());
        }
        ScalingReport report = reported(provider.name(), count, starting);
        Optional<Instant> heldBack = report.heldBackUntil().filter(now::isBefore);
        switch (ScalingPlanner.plan(view.after(points.count()), now)) {
            case ScalingPlanner.Plan.Rest _ -> {}
            case ScalingPlanner.Plan.Launch(int more) -> {
                if (heldBack.isPresent()) {
                    turns.add(heldBack.get());
                } else {
                    launch(provider.name(), group.name(), more);
                }
            }
            case ScalingPlanner.Plan.Retire(List<ContainerInstanceId> leaving) -> {
                lowPoints.put(provider.name(), points.spent());
                retire(
                        hosts.stream()
                                .filter(host -> host.instance()
                                        .filter(leaving::contains)
                                        .isPresent())
                                .toList(),
                        provider.drains(),
                        provider.protects());
            }
        }
    }

    private ScalingReport reported(String provider, ProviderCount count, int starting) {
        ScalingReport before =
                store.read().table(ScalingReport.KIND).get(provider).orElseGet(() -> ScalingReport.none(provider));
        ScalingReport now = before.counting(count.needed(), count.members().size(), starting);
        return now.equals(before) ? before : store.write(tx -> latest(tx, provider, count, starting));
    }

    private static ScalingReport latest(Transaction tx, String provider, ProviderCount count, int starting) {
        ScalingReport report = tx.state()
                .table(ScalingReport.KIND)
                .get(provider)
                .orElseGet(() -> ScalingReport.none(provider))
                .counting(count.needed(), count.members().size(), starting);
        tx.addOrUpdate(report);
        return report;
    }

    private void launch(String provider, String group, int more) {
        store.write(tx -> {
            for (int i = 0; i < more; i++) {
                String name = group + "-" + means.ids().get().substring(0, NAME_DIGITS);
                tx.add(ProvidedHost.wanted(name, provider, group, tx.now()));
            }
            return more;
        });
        log.info("provider={} cluster={} {} more hosts are to be made", provider, store, more);
    }

    private void retire(List<ProvidedHost> hosts, boolean drains, boolean protects) {
        store.write(tx -> {
            for (ProvidedHost host : hosts) {
                tx.state()
                        .table(ProvidedHost.KIND)
                        .get(host.name())
                        .ifPresent(latest ->
                                new HostProgress(tx, patience(latest), this::lost).retire(latest, drains, protects));
            }
            return hosts.size();
        });
        log.info(
                "cluster={} hosts are to go: {}",
                store,
                hosts.stream().map(ProvidedHost::name).toList());
    }
}
