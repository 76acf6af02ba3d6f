package io.argosy.sessions;

import io.argosy.addresses.TaskSubnets;
import io.argosy.control.Clusters;
import io.argosy.control.ControlSettings;
import io.argosy.state.ClusterStore;
import io.argosy.wire.WebSocketRoute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The agents' side of a running server: both websocket routes, a virtual thread a session, one a cluster that rings
/// the sessions a commit concerns, and a roll call every minute.
public final class Sessions implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Sessions.class);
    private static final Duration ROLL_CALL = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofSeconds(5);

    private final Clusters clusters;
    private final InstantSource clock;
    private final AgentHandshake handshakes;
    private final Set<ClusterStore> watched = ConcurrentHashMap.newKeySet();
    private final Set<Thread> watches = ConcurrentHashMap.newKeySet();
    private final Map<Session, Thread> sessions = new ConcurrentHashMap<>();
    private volatile boolean closing;

    public Sessions(
            Clusters clusters,
            ControlSettings settings,
            RoleKeys roles,
            TaskSubnets subnets,
            InstantSource clock,
            Supplier<String> ids) {
        this.clusters = clusters;
        this.clock = clock;
        this.handshakes = new AgentHandshake(
                clusters, settings, new AgentHandshake.Outside(roles, subnets), clock, ids, this::run);
    }

    public List<WebSocketRoute> routes() {
        return List.of(
                new WebSocketRoute("/acs/ws", AgentHandshake::poll, handshakes::control),
                new WebSocketRoute("/tcs/ws", AgentHandshake::startTelemetrySession, handshakes::telemetry));
    }

    public TelemetryStore telemetry() {
        return handshakes.telemetry();
    }

    /// Watches every cluster there is and will be.
    public void start() {
        clusters.stores().onCluster(this::watch);
        start("roll-call", this::rollCalls);
    }

    private void watch(ClusterStore store) {
        if (watched.add(store)) {
            start("sessions-" + store.name(), () -> ringAfterCommits(store));
        }
    }

    private void ringAfterCommits(ClusterStore store) throws InterruptedException {
        var wakeup = new Wakeup();
        var waker = new SessionWaker(store, handshakes.connectedAgents());
        try (var _ = store.watch(wakeup::ring)) {
            while (!closing && !store.retired()) {
                waker.ring(clock.instant());
                wakeup.await(SessionWaker.PERIOD);
            }
        } finally {
            watched.remove(store);
        }
    }

    /// The first comes after the minute in which agents find back to a server that was started again.
    private void rollCalls() throws InterruptedException {
        while (true) {
            Thread.sleep(ROLL_CALL);
            handshakes.connectedAgents().markDisconnected(clusters);
            handshakes.telemetry().markDisconnected(clusters);
        }
    }

    private void run(Session session) {
        Thread thread = Thread.ofVirtual().name("session").unstarted(() -> untilOver(session));
        sessions.put(session, thread);
        if (closing) {
            session.dismiss();
        }
        thread.start();
    }

    private void untilOver(Session session) {
        try {
            Optional<Instant> next = session.wake();
            while (next.isPresent()) {
                session.wakeup().await(Duration.between(clock.instant(), next.get()));
                next = session.wake();
            }
        } catch (InterruptedException stop) {
            session.abandon();
        } catch (RuntimeException | Error bug) {
            log.error("an agent session failed; its agent will come back", bug);
            session.abandon();
        } finally {
            sessions.remove(session);
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void start(String name, Work work) {
        watches.add(Thread.ofVirtual().name(name).start(() -> {
            try {
                while (!closing && survives(name, work)) {
                    log.info("{} begins again", name);
                }
            } finally {
                watches.remove(Thread.currentThread());
            }
        }));
    }

    /// Whether it failed and is to be run again; work that ends in order has ended for good.
    private static boolean survives(String name, Work work) {
        try {
            try {
                work.run();
                return false;
            } catch (RuntimeException | Error bug) {
                log.error("{} failed; it begins again in a moment", name, bug);
                Thread.sleep(AFTER_FAILURE);
                return true;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Ends all sessions without showing their agents as gone, and takes no more: they will be back at the next server.
    /// To be called while their channels are still open; what the network then closes is nobody's absence. A second
    /// call does nothing more.
    @Override
    public void close() {
        closing = true;
        handshakes.connectedAgents().close();
        watches.forEach(Thread::interrupt);
        Map<Session, Thread> open = Map.copyOf(sessions);
        open.keySet().forEach(Session::dismiss);
        Instant limit = clock.instant().plus(FAREWELL);
        open.values().forEach(thread -> join(thread, Duration.between(clock.instant(), limit)));
    }

    private static void join(Thread thread, Duration atMost) {
        try {
            if (!atMost.isPositive() || !thread.join(atMost)) {
                thread.interrupt();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
