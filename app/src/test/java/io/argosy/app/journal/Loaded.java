package io.argosy.app.journal;

import io.argosy.model.Entity;
import io.argosy.model.TaskDefinitionFamily;
import io.argosy.state.AccountState;
import io.argosy.state.AccountStore;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Stores;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// All that stores hold, a line an entity.
record Loaded(List<String> keys) {
    static Loaded of(Stores stores) {
        List<String> keys = new ArrayList<>();
        for (AccountStore account : stores.accounts()) {
            String store = account.realm().account() + "/" + account.realm().region();
            AccountState state = account.read();
            add(keys, store, state.clusters());
            add(keys, store, state.families());
            for (TaskDefinitionFamily family : state.families()) {
                add(keys, store, state.revisionsOf(family.family()));
            }
            add(keys, store, state.repositories());
            state.repositories().forEach(repository -> add(keys, store, state.images(repository.name())));
        }
        for (ClusterStore cluster : stores.clusters()) {
            ClusterState state = cluster.read();
            add(keys, cluster.toString(), state.tasks());
            add(keys, cluster.toString(), state.services());
            state.services()
                    .forEach(service -> add(
                            keys,
                            cluster.toString(),
                            state.tally(service.name()).stream().toList()));
            add(keys, cluster.toString(), state.instances());
            add(keys, cluster.toString(), state.tokens());
            add(keys, cluster.toString(), state.joinTokens());
            add(keys, cluster.toString(), state.agentKeys());
        }
        return new Loaded(keys);
    }

    private static void add(List<String> keys, String store, Collection<? extends Entity> entities) {
        entities.forEach(
                entity -> keys.add(String.join(" ", store, entity.getClass().getSimpleName(), entity.key())));
    }
}
