package io.argosy.reconcilers;

import io.argosy.state.AccountStore;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import io.argosy.state.Subscription;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/// The reconcilers of every cluster of a server, each on its thread: there from the start, or from when the cluster's
/// store is made, until this is closed.
public final class Reconcilers implements AutoCloseable {
    /// What wakes a reconciler beside time.
    public enum Wake {
        CLUSTER,
        ACCOUNT
    }

    /// A reconciler with the clock it goes by, and the commits after which it is run.
    public record Tended(Reconciler reconciler, InstantSource clock, Set<Wake> wakes) {}

    private record Running(List<Subscription> changes, List<ReconcilerLoop> loops) {
        void close() {
            changes.forEach(Subscription::close);
            loops.forEach(ReconcilerLoop::close);
        }
    }

    private final Stores stores;
    private final Function<ClusterStore, List<Tended>> tending;
    private final Map<ClusterStore, Running> running = new HashMap<>();
    private boolean closed;

    private Reconcilers(Stores stores, Function<ClusterStore, List<Tended>> tending) {
        this.stores = stores;
        this.tending = tending;
    }

    /// Those of ECS itself.
    public static Reconcilers start(Stores stores, ReconcilerDependencies means) {
        return start(stores, store -> usual(store, stores.account(store.realm()), means));
    }

    /// Those that a room has of its own.
    public static Reconcilers start(Stores stores, Function<ClusterStore, List<Tended>> tending) {
        var reconcilers = new Reconcilers(stores, tending);
        stores.onDeparture(reconcilers::departed);
        stores.onCluster(reconcilers::arrived);
        return reconcilers;
    }

    private static List<Tended> usual(ClusterStore store, AccountStore account, ReconcilerDependencies means) {
        Set<Wake> commits = Set.of(Wake.CLUSTER);
        return List.of(
                new Tended(new ServiceReconciler(store, account, means), means.clock(), commits),
                new Tended(new PlacementReconciler(store, account, means), means.clock(), commits),
                new Tended(new RunTimeReconciler(store, means.clock()), means.clock(), commits),
                new Tended(new RetryReconciler(store, account, means), means.clock(), commits),
                new Tended(
                        new InstanceReconciler(store, means.settings(), means.steady(), means.ids()),
                        means.steady(),
                        commits),
                new Tended(new RetentionReconciler(store, means.settings(), means.clock()), means.clock(), Set.of()));
    }

    /// Their first passes may have come before anybody watched: those that wait for commits are woken once more.
    private synchronized void arrived(ClusterStore store) {
        if (!closed && !store.retired() && !running.containsKey(store)) {
            List<Tended> all = tending.apply(store);
            List<ReconcilerLoop> loops = all.stream()
                    .map(one -> ReconcilerLoop.start(one.reconciler(), one.clock()))
                    .toList();
            Runnable ofCluster = waking(all, loops, Wake.CLUSTER);
            Runnable ofAccount = waking(all, loops, Wake.ACCOUNT);
            List<Subscription> changes = List.of(
                    store.watch(ofCluster), stores.account(store.realm()).watch(ofAccount));
            ofCluster.run();
            ofAccount.run();
            running.put(store, new Running(changes, loops));
        }
    }

    private static Runnable waking(List<Tended> all, List<ReconcilerLoop> loops, Wake wake) {
        List<ReconcilerLoop> woken = IntStream.range(0, all.size())
                .filter(i -> all.get(i).wakes().contains(wake))
                .mapToObj(loops::get)
                .toList();
        return () -> woken.forEach(ReconcilerLoop::wake);
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
        all.forEach(one -> one.changes().forEach(Subscription::close));
        all.forEach(one -> one.loops().forEach(ReconcilerLoop::close));
    }
}
