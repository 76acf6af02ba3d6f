package io.argosy.addresses;

import io.argosy.model.AddressRange;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.TaskSubnet;
import io.argosy.state.Change;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/// Hands out the subnets of one pool, one an instance, over all clusters: hosts share their networks whatever cluster
/// they are in. What is written in the clusters' stores counts; what is promised and not written yet is remembered
/// here. Subnets go round, so that one that is given back is not given out again soon.
public final class TaskSubnets {
    /// The addresses of all tasks, and how many bits of one say which instance's it is.
    public record Pool(AddressRange range, int prefix) {
        /// Apart from the ranges that Docker and the hosts of `up --hosts` take theirs from.
        public static final Pool USUAL = new Pool(AddressRange.parse("10.214.0.0/16"), 24);

        /// Two addresses are the subnet's and its instance's, and the last is nobody's.
        public static final int NARROWEST = 29;
    }

    /// Where other hosts send what is meant for the tasks of an instance.
    public record Route(String range, String host) {}

    /// What every host must know of the others; `version` grows with each change of it.
    public record Layout(long version, String pool, List<Route> routes) {}

    private final Pool pool;
    private final Map<ContainerInstanceId, TaskSubnet> known = new HashMap<>();
    private final Set<AddressRange> promised = new HashSet<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int lastPart = -1;
    private long version;

    public TaskSubnets(Stores stores, Pool pool) {
        this.pool = pool;
        stores.onDurable(this::changed);
        stores.onDeparture(this::gone);
        for (ClusterStore store : stores.clusters()) {
            store.read().table(TaskSubnet.KIND).values().forEach(this::note);
        }
    }

    /// Calls `listener` after each change of the layout; it must only set a flag.
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    public synchronized Layout layout() {
        return new Layout(
                version,
                pool.range().toString(),
                known.values().stream()
                        .map(subnet -> new Route(subnet.range(), subnet.host()))
                        .sorted(Comparator.comparing(Route::range))
                        .toList());
    }

    /// A subnet nobody has, for the caller to write or to give up; nothing when all are taken.
    public synchronized Optional<AddressRange> promise() {
        int parts = pool.range().parts(pool.prefix());
        Set<AddressRange> taken = new HashSet<>(promised);
        known.values().forEach(subnet -> taken.add(subnet.addresses()));
        for (int i = 1; i <= parts; i++) {
            int part = Math.floorMod(lastPart + i, parts);
            AddressRange range = pool.range().part(part, pool.prefix());
            if (!taken.contains(range) && taken.stream().noneMatch(range::meets)) {
                lastPart = part;
                promised.add(range);
                return Optional.of(range);
            }
        }
        return Optional.empty();
    }

    /// Whether it is of the pool as that is now.
    public boolean current(AddressRange subnet) {
        return pool.range().holds(subnet);
    }

    /// What was promised has been written, or will not be.
    public synchronized void settle(AddressRange range) {
        promised.remove(range);
    }

    private void changed(List<Change> changes) {
        boolean moved = false;
        for (Change change : changes) {
            if (change.kind().type() == TaskSubnet.class) {
                moved |= change.after()
                        .map(TaskSubnet.class::cast)
                        .map(this::note)
                        .orElseGet(() -> forget(new ContainerInstanceId(change.key())));
            }
        }
        if (moved) {
            listeners.forEach(Runnable::run);
        }
    }

    private void gone(ClusterStore store) {
        boolean moved = false;
        for (TaskSubnet subnet : store.read().table(TaskSubnet.KIND).values()) {
            moved |= forget(subnet.instance());
        }
        if (moved) {
            listeners.forEach(Runnable::run);
        }
    }

    /// Whether other hosts have to know.
    private synchronized boolean note(TaskSubnet subnet) {
        TaskSubnet before = known.put(subnet.instance(), subnet);
        boolean same = before != null
                && before.range().equals(subnet.range())
                && before.host().equals(subnet.host());
        if (before == null && pool.range().holds(subnet.addresses())) {
            lastPart = Math.max(
                    lastPart, (subnet.addresses().first() - pool.range().first()) >>> 32 - pool.prefix());
        }
        version += same ? 0 : 1;
        return !same;
    }

    private synchronized boolean forget(ContainerInstanceId instance) {
        boolean had = known.remove(instance) != null;
        version += had ? 1 : 0;
        return had;
    }
}
