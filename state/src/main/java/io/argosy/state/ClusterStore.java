package io.argosy.state;

import io.argosy.model.AccountRegion;
import io.argosy.model.ClusterEntity;
import io.argosy.model.ClusterName;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The content of one cluster behind its single writer. Whether the cluster exists is the account's to say.
public final class ClusterStore {
    private static final Logger log = LoggerFactory.getLogger(ClusterStore.class);
    private static final int REMOVED_A_WRITE = 200;

    private final AccountRegion realm;
    private final ClusterName name;
    private final VersionedState<ClusterState> head;
    private final Drafts drafts;
    private final Changes changes;
    private final Followers followers;
    private final boolean trial;

    ClusterStore(
            AccountRegion realm,
            ClusterName name,
            VersionedState<ClusterState> head,
            Drafts drafts,
            Changes changes,
            boolean trial) {
        this.realm = realm;
        this.name = name;
        this.head = head;
        this.drafts = drafts;
        this.changes = changes;
        this.followers = new Followers(head.read());
        this.trial = trial;
    }

    /// Whether nothing of it is kept (`Stores.trial`): what happens here is nothing to tell anybody.
    public boolean trial() {
        return trial;
    }

    public AccountRegion realm() {
        return realm;
    }

    public ClusterName name() {
        return name;
    }

    /// Runs `command` on the latest state and returns its answer once its changes are durable. A command that throws
    /// changes nothing. It neither blocks nor does I/O: everyone is waiting for it.
    public <R> R write(Function<Transaction, R> command) {
        return head.write(state -> outcome(state, command));
    }

    /// Runs `command` like `write`, and does not wait for the disk: whoever has several things to do waits once, for
    /// the last of them. Nothing may be said of what was decided before that.
    public <R> Decided<R> decide(Function<Transaction, R> command) {
        return head.decide(state -> outcome(state, command));
    }

    private <R> VersionedState.Outcome<ClusterState, R> outcome(ClusterState state, Function<Transaction, R> command) {
        followers.begin(state);
        var transaction = new Transaction(drafts.of(ClusterState.TYPE, state, followers::changed), followers);
        R answer = command.apply(transaction);
        return new VersionedState.Outcome<>(answer, transaction.changes(), transaction.state());
    }

    /// Whether the cluster was deleted: what is written from then on is refused.
    public boolean retired() {
        return head.retired();
    }

    void retire(Consumer<ClusterState> veto) {
        head.retire(veto);
    }

    /// Forgets all there is, a little at a time.
    void empty() {
        while (head.writeLast(state -> outcome(state, ClusterStore::removeSome)) > 0) {
            log.debug("store={} forgets what it held", head.name());
        }
    }

    private static int removeSome(Transaction tx) {
        List<ClusterEntity> some = tx.state().entities().limit(REMOVED_A_WRITE).toList();
        some.forEach(tx::remove);
        return some.size();
    }

    void wake() {
        head.wake();
    }

    /// What readers and watchers may see: everything in it is on disk.
    public ClusterState read() {
        return head.read();
    }

    /// The same with the number of the commit that led to it.
    public Snapshot<ClusterState> snapshot() {
        return head.snapshot();
    }

    /// What the commits after this one were about.
    public Touched touchedAfter(long commit) {
        return head.touchedAfter(commit);
    }

    /// What changed from commit to commit.
    public Changes changes() {
        return changes;
    }

    /// Calls `watcher` after each durable change, on the committer: it sets a flag and returns.
    public Subscription watch(Runnable watcher) {
        return head.watch(watcher);
    }

    @Override
    public String toString() {
        return head.name();
    }
}
