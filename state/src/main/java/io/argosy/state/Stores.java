package io.argosy.state;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/// Everything durable of one server: a store for each realm and for each cluster, over one journal.
public final class Stores implements AutoCloseable {
    private static final int JOURNAL_LOST = 70;

    private final Journal journal;
    private final InstantSource clock;
    private final Committer committer;
    private final Map<AccountRegion, AccountStore> accounts = new ConcurrentHashMap<>();
    private final Map<String, ClusterStore> clusters = new ConcurrentHashMap<>();
    private final List<Consumer<ClusterStore>> arrivals = new CopyOnWriteArrayList<>();
    private final List<Consumer<ClusterStore>> departures = new CopyOnWriteArrayList<>();

    private Stores(Journal journal, InstantSource clock, Committer committer) {
        this.journal = journal;
        this.clock = clock;
        this.committer = committer;
    }

    /// Opens the journal in this SQLite file and loads what it holds. A journal that later cannot be written ends the
    /// process.
    public static Stores open(Path sqliteFile, InstantSource clock) throws IOException {
        Journal journal = SqliteJournal.open(sqliteFile);
        Consumer<Throwable> halt = _ -> Runtime.getRuntime().halt(JOURNAL_LOST);
        return loaded(new Stores(journal, clock, Committer.threaded(journal, clock, halt)));
    }

    /// Stores that commit on the thread that writes, over any journal; `halt` must throw.
    public static Stores inline(Journal journal, InstantSource clock, Consumer<Throwable> halt) throws IOException {
        return loaded(new Stores(journal, clock, Committer.inline(journal, clock, halt)));
    }

    private static Stores loaded(Stores stores) throws IOException {
        Map<String, AccountState> accounts = new HashMap<>();
        Map<String, ClusterState> clusters = new HashMap<>();
        var meter = new LoadMeter(Runtime.getRuntime().maxMemory());
        stores.journal.load(row -> {
            meter.count(row);
            var change = new Change.Put(EntityCodec.entity(row));
            if (row.store().chars().filter(c -> c == '/').count() == 1) {
                accounts.merge(row.store(), AccountState.EMPTY.with(change), (had, _) -> had.with(change));
            } else {
                clusters.merge(row.store(), ClusterState.EMPTY.with(change), (had, _) -> had.with(change));
            }
        });
        meter.done();
        accounts.forEach((name, state) -> {
            AccountRegion realm = realm(name);
            stores.accounts.put(realm, stores.accountStore(realm, state));
        });
        clusters.forEach((name, state) -> {
            var cluster = new ClusterName(name.substring(name.lastIndexOf('/') + 1));
            stores.clusters.put(name, stores.clusterStore(realm(name), cluster, state));
        });
        return stores;
    }

    private static AccountRegion realm(String storeName) {
        String[] parts = storeName.split("/");
        return new AccountRegion(parts[0], parts[1]);
    }

    private static String name(AccountRegion realm) {
        return realm.account() + "/" + realm.region();
    }

    private AccountStore accountStore(AccountRegion realm, AccountState state) {
        return new AccountStore(realm, new VersionedState<>(name(realm), state, committer), clock);
    }

    private ClusterStore clusterStore(AccountRegion realm, ClusterName name, ClusterState state) {
        return new ClusterStore(realm, name, new VersionedState<>(name(realm) + "/" + name, state, committer), clock);
    }

    /// The store of a realm, made on first use.
    public AccountStore account(AccountRegion realm) {
        return accounts.computeIfAbsent(realm, missing -> accountStore(missing, AccountState.EMPTY));
    }

    /// The store of a cluster's content, made on first use.
    public ClusterStore cluster(AccountRegion realm, ClusterName name) {
        String key = name(realm) + "/" + name;
        ClusterStore known = clusters.get(key);
        if (known != null) {
            return known;
        }
        ClusterStore made = clusterStore(realm, name, ClusterState.EMPTY);
        ClusterStore raced = clusters.putIfAbsent(key, made);
        if (raced != null) {
            return raced;
        }
        arrivals.forEach(listener -> listener.accept(made));
        return made;
    }

    /// The store of a cluster's content if it has any; none is made.
    public Optional<ClusterStore> existing(AccountRegion realm, ClusterName name) {
        return Optional.ofNullable(clusters.get(name(realm) + "/" + name));
    }

    /// What is in a cluster by now; nothing if it has no store.
    public ClusterState content(AccountRegion realm, ClusterName name) {
        return existing(realm, name).map(ClusterStore::read).orElse(ClusterState.EMPTY);
    }

    /// Ends a cluster's store for good, unless `veto` throws for what it holds: nobody writes to it any more, and what
    /// is left in it is forgotten. A store of the same name that is made later is another one.
    public void retire(ClusterStore store, Consumer<ClusterState> veto) {
        store.retire(veto);
        departures.forEach(listener -> listener.accept(store));
        store.wake();
        store.empty();
        clusters.remove(store.toString(), store);
    }

    public Collection<AccountStore> accounts() {
        return new ArrayList<>(accounts.values());
    }

    /// The other regions of this account in which something is so, by name.
    public List<String> otherRegions(AccountRegion realm, Predicate<AccountState> so) {
        return accounts().stream()
                .filter(store -> store.realm().account().equals(realm.account()))
                .filter(store -> !store.realm().equals(realm) && so.test(store.read()))
                .map(store -> store.realm().region())
                .sorted()
                .toList();
    }

    public Collection<ClusterStore> clusters() {
        return new ArrayList<>(clusters.values());
    }

    /// Calls `listener` for every cluster store there is, and for each that comes later, at least once.
    public void onCluster(Consumer<ClusterStore> listener) {
        arrivals.add(listener);
        clusters().forEach(listener);
    }

    /// Calls `listener` for every cluster store that is retired, before it is emptied.
    public void onDeparture(Consumer<ClusterStore> listener) {
        departures.add(listener);
    }

    /// Forgets the history of before `limit`.
    public void prune(Instant limit) throws IOException {
        journal.prune(limit);
    }

    /// Commits what is decided, then lets the journal go.
    @Override
    public void close() {
        committer.close();
        try {
            journal.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
