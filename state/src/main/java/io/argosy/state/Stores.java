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
    private final Kinds kinds;
    private final boolean trial;
    private final Committer committer;
    private final EntityCodec codec;
    private final Drafts drafts;

    private final AccountState emptyAccount;
    private final ClusterState emptyCluster;
    private final Map<AccountRegion, AccountStore> accounts = new ConcurrentHashMap<>();
    private final Map<String, ClusterStore> clusters = new ConcurrentHashMap<>();
    private final List<Consumer<ClusterStore>> arrivals = new CopyOnWriteArrayList<>();
    private final List<Consumer<ClusterStore>> departures = new CopyOnWriteArrayList<>();

    private Stores(
            Journal journal,
            Kinds kinds,
            Drafts drafts,
            Committer committer,
            Map<StoreName, Tables> loaded,
            boolean trial) {
        this.journal = journal;
        this.kinds = kinds;
        this.committer = committer;
        this.drafts = drafts;
        this.codec = new EntityCodec(kinds);
        this.emptyAccount = AccountState.TYPE.of().apply(Tables.empty(kinds));
        this.emptyCluster = ClusterState.TYPE.of().apply(Tables.empty(kinds));
        this.trial = trial;
        loaded.forEach(this::take);
    }

    /// Opens the journal in this SQLite file and loads what it holds, ECS's own kinds. A journal that later cannot be
    /// written ends the process.
    public static Stores open(Path sqliteFile, InstantSource clock) throws IOException {
        return open(sqliteFile, Kinds.ecs(), clock);
    }

    /// The same with the kinds of rooms. Rows that cannot be read are refused, all at once.
    public static Stores open(Path sqliteFile, Kinds kinds, InstantSource clock) throws IOException {
        Journal journal = SqliteJournal.open(sqliteFile);
        Consumer<Throwable> halt = _ -> Runtime.getRuntime().halt(JOURNAL_LOST);
        try {
            Loading loading = Loading.of(journal, kinds);
            prepare("the journal " + sqliteFile, journal, loading, clock);
            return of(journal, kinds, clock, Committer.threaded(journal, clock, halt), loading);
        } catch (IOException | RuntimeException failure) {
            journal.close();
            throw failure;
        }
    }

    /// Stores that commit when `pace` says so, over any journal; `halt` must throw.
    public static Stores paced(
            Journal journal, Kinds kinds, InstantSource clock, CommitPace pace, Consumer<Throwable> halt)
            throws IOException {
        Loading loading = Loading.of(journal, kinds);
        prepare("the journal", journal, loading, clock);
        return of(journal, kinds, clock, Committer.paced(journal, clock, pace, halt), loading);
    }

    private static Stores of(Journal journal, Kinds kinds, InstantSource clock, Committer committer, Loading loading) {
        return new Stores(journal, kinds, new Drafts(loading.lastRow(), clock), committer, loading.tables(), false);
    }

    /// Stores of their own, of which nothing is kept and nothing is told: they begin with what is durable of a realm's
    /// account and one of its clusters, and whoever writes to them sees what would come of it.
    public Stores trial(AccountRegion realm, ClusterName cluster, InstantSource clock) {
        Tables content = ClusterState.TYPE.tables().apply(content(realm, cluster));
        Tables beside = AccountState.TYPE.tables().apply(account(realm).read());
        Map<StoreName, Tables> begin =
                Map.of(new StoreName.OfCluster(realm, cluster), content, new StoreName.OfAccount(realm), beside);
        var nothing = new NoJournal();
        try {
            Committer at = Committer.paced(nothing, clock, NoJournal.AT_ONCE, Stores::impossible);
            return new Stores(nothing, kinds, new Drafts(drafts.lastRow(), clock), at, begin, true);
        } catch (IOException never) {
            throw new UncheckedIOException(never);
        }
    }

    private static void impossible(Throwable failure) {
        throw new IllegalStateException("a journal that keeps nothing failed", failure);
    }

    private static void prepare(String name, Journal journal, Loading loading, InstantSource clock) throws IOException {
        if (!loading.unreadable().isEmpty()) {
            throw new UnreadableRows(name, loading.unreadable());
        }
        if (!loading.separated().isEmpty()) {
            journal.commit(loading.separated(), clock.instant());
        }
    }

    /// Sets the rows of this journal aside that cannot be read, so that `open` does without them; which they were.
    /// Nothing is deleted: they stay in the journal's table `aside`.
    public static List<UnreadableRow> repair(Path sqliteFile, Kinds kinds, InstantSource clock) throws IOException {
        try (Journal journal = SqliteJournal.open(sqliteFile)) {
            List<UnreadableRow> unreadable = Loading.of(journal, kinds).unreadable();
            if (!unreadable.isEmpty()) {
                journal.setAside(unreadable, clock.instant());
            }
            return unreadable;
        }
    }

    private void take(StoreName name, Tables tables) {
        switch (name) {
            case StoreName.OfAccount(AccountRegion realm) ->
                accounts.put(realm, accountStore(realm, AccountState.TYPE.of().apply(tables)));
            case StoreName.OfCluster(AccountRegion realm, ClusterName cluster) ->
                clusters.put(
                        name.toString(),
                        clusterStore(realm, cluster, ClusterState.TYPE.of().apply(tables)));
        }
    }

    private AccountStore accountStore(AccountRegion realm, AccountState state) {
        VersionedState<AccountState> head = head(new StoreName.OfAccount(realm), state);
        return new AccountStore(realm, head, drafts, changes(head));
    }

    private ClusterStore clusterStore(AccountRegion realm, ClusterName name, ClusterState state) {
        VersionedState<ClusterState> head = head(new StoreName.OfCluster(realm, name), state);
        return new ClusterStore(realm, name, head, drafts, changes(head), trial);
    }

    private <S extends StoreState> VersionedState<S> head(StoreName name, S state) {
        return new VersionedState<>(name.toString(), new Snapshot<>(state, committer.lastCommit()), committer);
    }

    private Changes changes(VersionedState<?> head) {
        return new Changes(head.name(), journal, codec);
    }

    /// What changes in a realm, in one order.
    public RealmChanges changes(AccountRegion realm) {
        return new RealmChanges(new StoreName.OfAccount(realm).toString(), journal, codec);
    }

    private static String key(AccountRegion realm, ClusterName name) {
        return new StoreName.OfCluster(realm, name).toString();
    }

    /// The store of a realm, made on first use.
    public AccountStore account(AccountRegion realm) {
        return accounts.computeIfAbsent(realm, missing -> accountStore(missing, emptyAccount));
    }

    /// The store of a cluster's content, made on first use.
    public ClusterStore cluster(AccountRegion realm, ClusterName name) {
        String key = key(realm, name);
        ClusterStore known = clusters.get(key);
        if (known != null) {
            return known;
        }
        ClusterStore made = clusterStore(realm, name, emptyCluster);
        ClusterStore raced = clusters.putIfAbsent(key, made);
        if (raced != null) {
            return raced;
        }
        arrivals.forEach(listener -> listener.accept(made));
        return made;
    }

    /// The store of a cluster's content if it has any; none is made.
    public Optional<ClusterStore> existing(AccountRegion realm, ClusterName name) {
        return Optional.ofNullable(clusters.get(key(realm, name)));
    }

    /// What is in a cluster by now; nothing if it has no store.
    public ClusterState content(AccountRegion realm, ClusterName name) {
        return existing(realm, name).map(ClusterStore::read).orElse(emptyCluster);
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

    /// Calls `observer` with what became durable, in order, on the thread that commits: it must count and return.
    public void onDurable(Consumer<List<Change>> observer) {
        committer.observe(observer);
    }

    /// What the journal has taken so far.
    public CommitCounts commits() {
        return committer.counts();
    }

    /// How many writes wait for the disk now.
    public int waitingWrites() {
        return committer.waiting();
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
