package io.argosy.control.access;

import io.argosy.control.Clusters;
import io.argosy.model.AccountRegion;
import io.argosy.model.AgentKey;
import io.argosy.model.ContainerInstanceId;
import io.argosy.state.ClusterStore;
import io.argosy.wire.access.AccessKey;
import io.argosy.wire.access.Credential;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.Rights;
import java.util.Optional;
import java.util.function.Predicate;

/// The keys of agents as credentials, straight from what is durable: a key that was revoked is unknown with the next
/// request, and one that was given is known before its owner hears of it.
public final class AgentKeys {
    /// How the ids of these keys begin, so that other unknown ids are not looked for in every cluster.
    public static final String PREFIX = "AGNT";

    private final Clusters clusters;
    private final RightsOfInstances more;

    /// What other rooms let the agent of an instance do, beside what every agent may.
    public interface RightsOfInstances {
        boolean allow(AccountRegion realm, ContainerInstanceId instance, Permission wanted);
    }

    public AgentKeys(Clusters clusters) {
        this(clusters, (_, _, _) -> false);
    }

    public AgentKeys(Clusters clusters, RightsOfInstances more) {
        this.clusters = clusters;
        this.more = more;
    }

    public Optional<Credential> credential(String accessKeyId) {
        if (!accessKeyId.startsWith(PREFIX)) {
            return Optional.empty();
        }
        for (ClusterStore store : clusters.stores().clusters()) {
            Optional<AgentKey> key = store.read().agentKey(accessKeyId);
            if (key.isPresent()) {
                return key.filter(_ -> active(store)).map(found -> credential(found, store));
            }
        }
        return Optional.empty();
    }

    private boolean active(ClusterStore store) {
        return clusters.account(store.realm())
                .read()
                .cluster(store.name())
                .filter(cluster -> cluster.active())
                .isPresent();
    }

    private Credential credential(AgentKey key, ClusterStore store) {
        AccountRegion realm = store.realm();
        String principal = "arn:aws:iam::" + realm.account() + ":user/argosy-agent/" + store.name() + "/" + key.id();
        return new Credential(
                AccessKey.lasting(key.id(), key.secret()),
                realm.account(),
                principal,
                key.expiresAt(),
                Rights.where(rights(key, store)));
    }

    private Predicate<Permission> rights(AgentKey key, ClusterStore store) {
        Predicate<Permission> ofEvery = AgentRights.in(store.realm());
        return switch (key.holder()) {
            case AgentKey.Holder.Nobody _ -> ofEvery;
            case AgentKey.Holder.Instance(var instance) ->
                ofEvery.or(new TaskLogRights(instance, store, clusters.account(store.realm()))::allows)
                        .or(wanted -> more.allow(store.realm(), instance, wanted));
        };
    }
}
