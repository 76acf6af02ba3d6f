package io.argosy.control;

import io.argosy.model.AccountRegion;
import io.argosy.model.ApiError;
import io.argosy.model.Arns;
import io.argosy.model.Cluster;
import io.argosy.model.ClusterName;
import io.argosy.state.AccountStore;
import io.argosy.state.Stores;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Finds the cluster a request means (ecs-semantics 2.2): by name or ARN, `default` when it names none.
public final class Clusters {
    private static final String NOT_FOUND = "ClusterNotFoundException";
    public static final ClusterName USUAL = new ClusterName("default");

    private final Stores stores;
    private final ReentrantLock lives = new ReentrantLock();

    public Clusters(Stores stores) {
        this.stores = stores;
    }

    public Stores stores() {
        return stores;
    }

    /// One cluster at a time is made, deleted or forgotten: whether it is ACTIVE is the account's fact, what it holds
    /// is its own store's, and no write covers both.
    public <R> R alone(Supplier<R> change) {
        lives.lock();
        try {
            return change.get();
        } finally {
            lives.unlock();
        }
    }

    public AccountStore account(AccountRegion realm) {
        return stores.account(realm);
    }

    /// The ACTIVE cluster of this reference; any other is a ClusterNotFoundException.
    public ClusterScope named(AccountRegion realm, Optional<String> reference) {
        ClusterName name = name(realm, reference);
        AccountStore account = stores.account(realm);
        Cluster cluster = account.read().cluster(name).orElseThrow(() -> notFound(realm, name));
        if (!cluster.active()) {
            throw new ApiError(NOT_FOUND, "The referenced cluster was inactive.").thrown();
        }
        return new ClusterScope(cluster, stores.cluster(realm, name), account, new Arns(realm));
    }

    public ClusterScope named(AccountRegion realm, String reference) {
        return named(realm, Optional.of(reference));
    }

    /// ECS's words, and where the cluster is, if it is in another region: a client that signs for the wrong one sees
    /// nothing of what it looks for.
    public RuntimeException notFound(AccountRegion realm, ClusterName name) {
        String where = elsewhere(realm, name).map(words -> " " + words).orElse("");
        return new ApiError(NOT_FOUND, "Cluster not found." + where).thrown();
    }

    /// A sentence that names the regions of the account which have an ACTIVE cluster of this name; nothing if none has.
    public Optional<String> elsewhere(AccountRegion realm, ClusterName name) {
        List<String> regions = stores.otherRegions(
                realm, account -> account.cluster(name).filter(Cluster::active).isPresent());
        return Optional.of(regions)
                .filter(others -> !others.isEmpty())
                .map(others -> "There is a cluster " + name + " in region " + String.join(", ", others)
                        + "; this request is signed for " + realm.region() + ".");
    }

    /// The name in a reference, whether or not such a cluster exists.
    public static ClusterName name(AccountRegion realm, Optional<String> reference) {
        return reference
                .filter(text -> !text.isEmpty())
                .map(text -> new ClusterName(References.last("cluster", text, realm)))
                .orElse(USUAL);
    }
}
