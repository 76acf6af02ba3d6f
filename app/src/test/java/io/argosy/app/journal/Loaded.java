package io.argosy.app.journal;

import io.argosy.model.AccountEntity;
import io.argosy.model.ClusterEntity;
import io.argosy.model.Entity;
import io.argosy.model.Kind;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// All that stores hold, a line an entity.
record Loaded(List<String> keys) {
    static Loaded of(Stores stores, Kinds kinds) {
        List<String> keys = new ArrayList<>();
        for (Kind<?> kind : kinds.all()) {
            for (AccountStore account : stores.accounts()) {
                String store = account.realm().account() + "/" + account.realm().region();
                add(keys, store, kind, ofAccount(account.read(), kind));
            }
            for (ClusterStore cluster : stores.clusters()) {
                add(keys, cluster.toString(), kind, ofCluster(cluster.read(), kind));
            }
        }
        return new Loaded(keys);
    }

    @SuppressWarnings("unchecked")
    private static Collection<? extends Entity> ofAccount(AccountState state, Kind<?> kind) {
        return AccountEntity.class.isAssignableFrom(kind.type())
                ? state.table((Kind<? extends AccountEntity>) kind).values()
                : List.of();
    }

    @SuppressWarnings("unchecked")
    private static Collection<? extends Entity> ofCluster(ClusterState state, Kind<?> kind) {
        return ClusterEntity.class.isAssignableFrom(kind.type())
                ? state.table((Kind<? extends ClusterEntity>) kind).values()
                : List.of();
    }

    private static void add(List<String> keys, String store, Kind<?> kind, Collection<? extends Entity> entities) {
        entities.forEach(entity -> keys.add(String.join(" ", store, kind.name(), entity.key())));
    }
}
