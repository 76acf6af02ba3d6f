package io.argosy.app.server;

import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns before the heap ends: all state is in memory, and out of it a server neither runs nor starts. Looks at what
/// was still in use after the last collection, and says so once each time it passes a tenth more.
final class HeapWatch {
    private static final Logger log = LoggerFactory.getLogger(HeapWatch.class);
    private static final int FIRST_WARNING = 70;
    private static final int STEP = 10;

    private final Stores stores;
    private int nextWarning = FIRST_WARNING;

    HeapWatch(Stores stores) {
        this.stores = stores;
    }

    void look() {
        lasting().ifPresent(usage -> warning(usage.getUsed(), usage.getMax()).ifPresent(log::warn));
    }

    /// What there is to say of so much of the heap in use.
    Optional<String> warning(long used, long most) {
        long percent = most <= 0 ? 0 : used * 100 / most;
        if (percent < nextWarning) {
            nextWarning = percent < FIRST_WARNING ? FIRST_WARNING : nextWarning;
            return Optional.empty();
        }
        nextWarning = Math.toIntExact(percent / STEP * STEP + STEP);
        return Optional.of("the heap is " + percent + " % full after a collection: " + (used >> 20) + " of "
                + (most >> 20) + " MiB, with " + held() + ". Give the server more with ARGOSY_SERVER_HEAP, or have it"
                + " remember stopped tasks for less long with tasks.keep-stopped");
    }

    private String held() {
        long tasks = 0;
        long services = 0;
        long instances = 0;
        long tokens = 0;
        for (ClusterStore store : stores.clusters()) {
            ClusterState state = store.read();
            tasks += state.tasks().size();
            services += state.services().size();
            instances += state.instances().size();
            tokens += state.tokens().size();
        }
        return tasks + " tasks, " + services + " services, " + instances + " instances and " + tokens
                + " client tokens";
    }

    /// The part of the heap that things stay in.
    private static Optional<MemoryUsage> lasting() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP && pool.isUsageThresholdSupported())
                .flatMap(pool -> Optional.ofNullable(pool.getCollectionUsage()).stream())
                .findFirst();
    }
}
