package io.argosy.sessions;

import io.argosy.state.ClusterStore;
import io.argosy.state.Touched;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongFunction;

/// Wakes the sessions of one cluster: after commits those of the instances that were touched, and every minute all that
/// have not seen the latest of theirs, whatever the hints said.
public final class SessionWaker {
    public static final Duration PERIOD = Duration.ofMinutes(1);
    private static final long NOTHING_SEEN = -1;

    private final ClusterStore store;
    private final ConnectedAgents agents;
    private final LongFunction<Touched> touchedAfter;
    private long seen = NOTHING_SEEN;
    private Optional<Instant> lastFull = Optional.empty();

    public SessionWaker(ClusterStore store, ConnectedAgents agents) {
        this(store, agents, store::touchedAfter);
    }

    /// `touchedAfter` tells what the commits after one were about.
    SessionWaker(ClusterStore store, ConnectedAgents agents, LongFunction<Touched> touchedAfter) {
        this.store = store;
        this.agents = agents;
        this.touchedAfter = touchedAfter;
    }

    public void ring(Instant now) {
        long commit = store.snapshot().commit();
        Touched touched = touchedAfter.apply(seen);
        if (touched.everything() || fullIsDue(now)) {
            lastFull = Optional.of(now);
            agents.ringChanged(store);
        } else {
            touched.instances().forEach(instance -> agents.ring(store, instance));
        }
        seen = commit;
    }

    private boolean fullIsDue(Instant now) {
        return lastFull.filter(last -> now.isBefore(last.plus(PERIOD))).isEmpty();
    }
}
