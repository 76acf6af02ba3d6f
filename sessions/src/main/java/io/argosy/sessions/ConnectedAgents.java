package io.argosy.sessions;

import io.argosy.control.Clusters;
import io.argosy.model.ContainerInstance;
import io.argosy.model.ContainerInstanceId;
import io.argosy.state.ClusterState;
import io.argosy.state.ClusterStore;
import io.argosy.state.Transaction;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which container instances have a control channel open, and `agentConnected` to show for it. An instance has one
/// session: a second displaces the first.
public final class ConnectedAgents {
    private static final Logger log = LoggerFactory.getLogger(ConnectedAgents.class);

    private record Key(ClusterStore store, ContainerInstanceId instance) {}

    private final Map<Key, AgentSession> sessions = new ConcurrentHashMap<>();
    private volatile boolean closing;

    /// Shows the agent connected, and gives the timeline of its manifest: a number that rises with every connection,
    /// also over restarts of either side (agent-protocol 4.7). Nothing when the instance is no longer registered.
    OptionalLong arrive(ClaimedIdentity agent, AgentSession session) {
        AgentSession before = sessions.put(key(agent), session);
        if (before != null) {
            before.displace();
        }
        return agent.scope()
                .store()
                .write(tx -> registered(tx, agent.instance())
                        .map(instance -> {
                            ContainerInstance now = instance.reachedBy(agent.version());
                            tx.update(now);
                            return OptionalLong.of(now.registeredAt().toEpochMilli() + now.version());
                        })
                        .orElse(OptionalLong.empty()));
    }

    /// Shows the agent disconnected, unless another session of its instance took over; tells whether it did.
    boolean leave(ClaimedIdentity agent, AgentSession session) {
        return sessions.remove(key(agent), session) && absent(agent.scope().store(), agent.instance());
    }

    /// Looks for instances that are shown connected and are not: those whose agent did not come back after this server
    /// was started again.
    public void markDisconnected(Clusters clusters) {
        for (ClusterStore store : clusters.stores().clusters()) {
            for (ContainerInstance instance : store.read().instances()) {
                if (instance.agentConnected() && !sessions.containsKey(new Key(store, instance.id()))) {
                    if (absent(store, instance.id())) {
                        log.warn("instance={}/{} agent did not come back", store.name(), instance.id());
                    }
                }
            }
        }
    }

    private boolean absent(ClusterStore store, ContainerInstanceId id) {
        return store.write(tx -> {
            Optional<ContainerInstance> gone = registered(tx, id)
                    .filter(_ -> !closing)
                    .filter(instance -> instance.agentConnected() && !sessions.containsKey(new Key(store, id)));
            gone.ifPresent(instance -> tx.update(instance.disconnected(tx.now())));
            return gone.isPresent();
        });
    }

    private static Optional<ContainerInstance> registered(Transaction tx, ContainerInstanceId id) {
        return tx.state().instance(id).filter(ContainerInstance::registered);
    }

    /// Rings the sessions of this cluster whose instance or tasks are no longer what they last saw.
    void ringChanged(ClusterStore store) {
        ClusterState state = store.read();
        sessions.forEach((key, session) -> {
            if (key.store() == store && !session.hasSeen(state)) {
                session.wakeup().ring();
            }
        });
    }

    /// Rings them all: what concerns every host is no longer what it was.
    void ringAll() {
        sessions.values().forEach(session -> session.wakeup().ring());
    }

    /// Rings the session of this instance, if there is one.
    void ring(ClusterStore store, ContainerInstanceId instance) {
        Optional.ofNullable(sessions.get(new Key(store, instance)))
                .ifPresent(session -> session.wakeup().ring());
    }

    /// From here on sessions that end do so because the server does: their agents stay shown as connected, and the
    /// next roll call tells who did not come back.
    public void close() {
        closing = true;
    }

    boolean closing() {
        return closing;
    }

    private static Key key(ClaimedIdentity agent) {
        return new Key(agent.scope().store(), agent.instance());
    }
}
