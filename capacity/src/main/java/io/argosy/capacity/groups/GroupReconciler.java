package io.argosy.capacity.groups;

import io.argosy.control.LostTasks;
import io.argosy.model.ContainerInstance;
import io.argosy.reconcilers.Reconciler;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares the hosts that a group's maker has with those that are known: what is nobody's is taken away, what is gone
/// is deregistered. Either must be so twice in a row, while nothing is being made: a launch that an earlier server did
/// not see the end of is found here.
public final class GroupReconciler implements Reconciler {
    private static final Logger log = LoggerFactory.getLogger(GroupReconciler.class);

    private final String group;
    private final HostMaker maker;
    private final Stores stores;
    private final Duration period;
    private final BooleanSupplier busy;
    private Set<String> odd = Set.of();

    /// `busy` says whether something is done to a host of the group just now.
    public GroupReconciler(String group, HostMaker maker, Stores stores, Duration period, BooleanSupplier busy) {
        this.group = group;
        this.maker = maker;
        this.stores = stores;
        this.period = period;
        this.busy = busy;
    }

    @Override
    public String name() {
        return "group-" + group;
    }

    @Override
    public Duration period() {
        return period;
    }

    @Override
    public Optional<Instant> wakeAt() {
        return Optional.empty();
    }

    /// A host that is known, and the cluster it is for.
    private record Known(ClusterStore store, ProvidedHost host) {}

    @Override
    public void pass() {
        if (busy.getAsBoolean()) {
            odd = Set.of();
            return;
        }
        try {
            compare();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            odd = Set.of();
            log.warn("group={} its hosts could not be listed: {}", group, failure.getMessage());
        }
    }

    private void compare() throws IOException, InterruptedException {
        List<String> there = maker.list();
        Map<String, Known> known = known();
        if (busy.getAsBoolean()) {
            return;
        }
        Set<String> oddNow = new HashSet<>();
        for (String id : there) {
            if (!known.containsKey(id) && twice(id, oddNow)) {
                log.warn("group={} id={} is a host of nobody's: it is taken away", group, id);
                maker.terminate(id);
            }
        }
        for (Map.Entry<String, Known> one : known.entrySet()) {
            if (!there.contains(one.getKey()) && twice(one.getKey(), oddNow)) {
                gone(one.getValue());
            }
        }
        odd = oddNow;
    }

    private boolean twice(String id, Set<String> oddNow) {
        oddNow.add(id);
        return odd.contains(id);
    }

    /// Those that have an id.
    private Map<String, Known> known() {
        Map<String, Known> known = new HashMap<>();
        for (ClusterStore store : stores.clusters()) {
            if (!store.retired()) {
                store.read().table(ProvidedHost.KIND).values().stream()
                        .filter(host -> host.group().equals(group))
                        .forEach(host -> host.id().ifPresent(id -> known.put(id, new Known(store, host))));
            }
        }
        return known;
    }

    private void gone(Known lost) {
        log.warn(
                "group={} host={} is gone: its instance is deregistered",
                group,
                lost.host().name());
        lost.store().write(tx -> {
            Optional<ProvidedHost> host =
                    tx.state().table(ProvidedHost.KIND).get(lost.host().name());
            host.flatMap(ProvidedHost::instance)
                    .flatMap(tx.state()::instance)
                    .filter(ContainerInstance::registered)
                    .ifPresent(instance -> LostTasks.withTheirInstance(tx, instance, LostTasks.terminated(instance)));
            host.ifPresent(tx::remove);
            return group;
        });
    }
}
