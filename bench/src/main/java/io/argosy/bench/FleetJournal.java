package io.argosy.bench;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import io.argosy.model.Owner;
import io.argosy.model.ServiceName;
import io.argosy.state.ClusterStore;
import io.argosy.state.PastTasks;
import io.argosy.state.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;

/// Gives the journal of a server that does not run tasks of the last minutes, through the store itself: they ran and
/// stopped, and a server remembers them for an hour.
final class FleetJournal implements AutoCloseable {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");

    private final Stores stores;
    private final ClusterStore store;
    private final PastTasks past;

    FleetJournal(Path journal) throws IOException {
        stores = Stores.open(journal, InstantSource.system());
        store = stores.cluster(REALM, new ClusterName(Program.CLUSTER));
        past = new PastTasks(store, Program.CLUSTER, Instant.now());
    }

    /// So many of a service there is.
    void ofService(String service, String family, int count) {
        var name = new ServiceName(service);
        var deployment = store.read()
                .service(name)
                .orElseThrow()
                .deployments()
                .getFirst()
                .id();
        past.add(new Owner.OfService(name, deployment), family, count);
    }

    void standalone(String family, int count) {
        past.add(new Owner.Standalone("family:" + family, "bench"), family, count);
    }

    @Override
    public void close() {
        stores.close();
    }
}
