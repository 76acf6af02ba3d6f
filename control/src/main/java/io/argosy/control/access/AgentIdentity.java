package io.argosy.control.access;

import io.argosy.control.ClusterScope;
import io.argosy.control.Clusters;
import io.argosy.model.AgentKey;
import io.argosy.model.ApiError;
import io.argosy.model.ApiException;
import io.argosy.model.Caller;
import io.argosy.model.ContainerInstanceId;
import io.argosy.state.ClusterState;
import io.argosy.state.Transaction;
import io.argosy.wire.LoggedText;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which container instance a caller speaks for: the one its key is bound to, in the cluster its key is of. Other
/// keys of the account, where they may be an agent's at all, speak for instances that registered with such.
public record AgentIdentity(Caller caller) {
    private static final Logger log = LoggerFactory.getLogger(AgentIdentity.class);

    /// Whether an agent's own key signed, and not the account's, or that of a user or a role.
    public boolean isAgent() {
        return !caller.root() && caller.accessKeyId().startsWith(AgentKeys.PREFIX);
    }

    /// Whether the caller is this instance of the cluster whose state this is.
    public boolean is(ContainerInstanceId instance, ClusterState state) {
        return !isAgent()
                ? state.agentKeyOf(instance).isEmpty()
                : key(state).filter(key -> key.heldBy(instance)).isPresent();
    }

    /// The cluster that a request is about. To the key of an agent one that is not there is like any that is not its
    /// own: it learns no names.
    public ClusterScope cluster(String action, Optional<String> reference, Clusters clusters) {
        if (!isAgent()) {
            return clusters.named(caller.realm(), reference);
        }
        return known(reference, clusters)
                .filter(scope -> isIn(scope.store().read()))
                .orElseThrow(() -> refused(action, "another cluster"));
    }

    private Optional<ClusterScope> known(Optional<String> reference, Clusters clusters) {
        try {
            return Optional.of(clusters.named(caller.realm(), reference));
        } catch (ApiException unknown) {
            log.debug("a key of an agent names a cluster that is not there", unknown);
            return Optional.empty();
        }
    }

    /// Whether the caller may speak in this cluster.
    public boolean isIn(ClusterState state) {
        return !isAgent() || key(state).isPresent();
    }

    private Optional<AgentKey> key(ClusterState state) {
        return state.agentKey(caller.accessKeyId());
    }

    /// The instance this caller registers as, given the one it says it was before: the one its key is bound to even
    /// when it says none, as it does when the answer to its first registration was lost.
    public Optional<ContainerInstanceId> registersAs(Optional<ContainerInstanceId> claimed, ClusterState state) {
        if (!isIn(state)) {
            throw refused("ecs:RegisterContainerInstance", "another cluster");
        }
        Optional<ContainerInstanceId> bound = key(state).flatMap(AgentIdentity::boundTo);
        if (bound.isPresent() && claimed.isPresent() && !claimed.equals(bound)) {
            throw refused("ecs:RegisterContainerInstance", "container instance " + claimed.get());
        }
        Optional<ContainerInstanceId> self = bound.or(() -> claimed);
        if (bound.isEmpty() && self.flatMap(state::agentKeyOf).isPresent()) {
            throw refused("ecs:RegisterContainerInstance", "container instance " + self.get());
        }
        return self;
    }

    private static Optional<ContainerInstanceId> boundTo(AgentKey key) {
        return switch (key.holder()) {
            case AgentKey.Holder.Nobody _ -> Optional.empty();
            case AgentKey.Holder.Instance(ContainerInstanceId id) -> Optional.of(id);
        };
    }

    /// Binds the caller's key to the instance that registers with it.
    public void bind(ContainerInstanceId instance, Transaction tx) {
        key(tx.state()).filter(key -> !key.heldBy(instance)).ifPresent(key -> tx.update(key.boundTo(instance)));
    }

    /// Refuses a report on what is no business of the caller's.
    public void check(String action, Optional<ContainerInstanceId> about, ClusterState state) {
        if (about.map(instance -> !is(instance, state)).orElse(!isIn(state))) {
            throw refused(action, about.map(id -> "container instance " + id).orElse("another cluster"));
        }
    }

    /// A key used for an instance that is not its own is no accident, so it is told once, loudly.
    public ApiException refused(String action, String target) {
        log.warn(
                "ALARM request={} key={} tried {} for {}",
                caller.requestId(),
                LoggedText.of(caller.accessKeyId()),
                action,
                LoggedText.of(target));
        String text = "User: " + caller.principalArn() + " is not authorized to perform: " + action + " for " + target;
        return new ApiError("AccessDeniedException", text, 400, Map.of()).thrown();
    }
}
