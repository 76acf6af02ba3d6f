package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.Cluster;
import io.argosy.state.AccountStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Ends what deleted clusters leave behind: a store, if a server went down in between, at once; and that there was such
/// a cluster after a time. A cluster does not say since when it is INACTIVE, so its time begins when this first sees
/// it so.
public final class ClusterCleanup {
    private record Deleted(AccountRegion realm, Cluster cluster) {}

    private final Clusters clusters;
    private final Duration retention;
    private final InstantSource clock;
    private Map<Deleted, Instant> seen = Map.of();

    public ClusterCleanup(Clusters clusters, ControlSettings settings, InstantSource clock) {
        this.clusters = clusters;
        this.retention = settings.retention().inactive();
        this.clock = clock;
    }

    public void pass() {
        Instant now = clock.instant();
        Map<Deleted, Instant> seenNow = new HashMap<>();
        for (AccountStore account : clusters.stores().accounts()) {
            for (Cluster cluster : List.copyOf(account.read().clusters())) {
                if (!cluster.active()) {
                    var deleted = new Deleted(account.realm(), cluster);
                    seenNow.put(deleted, seen.getOrDefault(deleted, now));
                }
            }
        }
        seen = seenNow;
        seen.forEach((deleted, since) -> clusters.alone(() -> swept(deleted, !since.isAfter(now.minus(retention)))));
    }

    private boolean swept(Deleted deleted, boolean forgotten) {
        AccountStore account = clusters.account(deleted.realm());
        Cluster cluster = deleted.cluster();
        boolean still =
                account.read().cluster(cluster.name()).filter(cluster::equals).isPresent();
        if (still) {
            clusters.stores()
                    .existing(deleted.realm(), cluster.name())
                    .ifPresent(left -> clusters.stores().retire(left, _ -> {}));
        }
        if (still && forgotten) {
            account.write(tx -> {
                tx.remove(cluster);
                return cluster;
            });
        }
        return still;
    }
}
