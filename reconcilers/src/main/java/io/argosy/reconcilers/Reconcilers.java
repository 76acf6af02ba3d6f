package io.argosy.reconcilers;

import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.state.Subscription;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The reconcilers of every cluster of a server, each on its thread: there from the start, or from when the cluster's
/// store is made, until this is closed.
public final class Reconcilers implements AutoCloseable {
    private record Running(Subscription changes, List<ReconcilerLoop> loops) {
        void close() {
            changes.close();
            loops.forEach(ReconcilerLoop::close);
        }
    }

    private final Stores stores;
    private final ReconcilerDependencies means;
    private final Map<ClusterStore, Running> running = new HashMap<>();
    private boolean closed;

    private Reconcilers(Stores stores, ReconcilerDependencies means) {
        this.stores = stores;
        this.means = means;
    }

    public static Reconcilers start(Stores stores, ReconcilerDependencies means) {
        var reconcilers = new Reconcilers(stores, means);
        stores.onDeparture(reconcilers::departed);
        stores.onCluster(reconcilers::arrived);
        return reconcilers;
    }

    /// Their first passes may have come before anybody watched: those that wait for commits are woken once more.
    private synchronized void arrived(ClusterStore store) {
        if (!closed && !store.retired() && !running.containsKey(store)) {
            var services = new ServiceReconciler(store, stores.account(store.realm()), means);
            var instances = new InstanceReconciler(store, means.settings(), means.steady(), means.ids());
            ReconcilerLoop tending = ReconcilerLoop.start(services, means.clock());
            ReconcilerLoop watching = ReconcilerLoop.start(instances, means.steady());
            ReconcilerLoop forgetting = ReconcilerLoop.start(
                    new RetentionReconciler(store, means.settings(), means.clock()), means.clock());
            ReconcilerLoop timing = ReconcilerLoop.start(new RunTimeReconciler(store, means.clock()), means.clock());
            ReconcilerLoop retrying = ReconcilerLoop.start(
                    new RetryReconciler(store, stores.account(store.realm()), means), means.clock());
            List<ReconcilerLoop> woken = List.of(tending, watching, timing, retrying);
            Subscription changes = store.watch(() -> woken.forEach(ReconcilerLoop::wake));
            woken.forEach(ReconcilerLoop::wake);
            running.put(store, new Running(changes, List.of(tending, watching, timing, retrying, forgetting)));
        }
    }

    private void departed(ClusterStore store) {
        Optional<Running> over;
        synchronized (this) {
            over = Optional.ofNullable(running.remove(store));
        }
        over.ifPresent(Running::close);
    }

    /// How many clusters are tended.
    synchronized int clusters() {
        return running.size();
    }

    @Override
    public void close() {
        List<Running> all;
        synchronized (this) {
            closed = true;
            all = new ArrayList<>(running.values());
            running.clear();
        }
        all.forEach(one -> one.changes().close());
        all.forEach(one -> one.loops().forEach(ReconcilerLoop::close));
    }
}
