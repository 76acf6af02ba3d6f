package io.argosy.agent.session;

import io.argosy.agent.reports.Pause;
import io.argosy.wire.ApiClient;
import io.argosy.wire.HandshakeRefused;
import io.argosy.wire.LoggedText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the control channel open (agent-protocol 4): connects, listens, and connects again by the rules of 4.4.
public final class AcsSession {
    private static final Logger log = LoggerFactory.getLogger(AcsSession.class);
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);
    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final Duration LIFETIME = Duration.ofMinutes(30);
    private static final Duration LIFETIME_SPREAD = Duration.ofMinutes(5);
    private static final Duration INACTIVE = Duration.ofHours(1);
    private static final Duration NO_KEY = Duration.ofMinutes(1);
    private static final Duration SETTLED = Duration.ofMinutes(1);
    private static final Duration SHORTEST_STAY = Duration.ofSeconds(1);
    private static final Set<Integer> COME_BACK_AT_ONCE = Set.of(1000, 1001, 1006, 1011);

    /// Who connects, and what the handshake tells about it.
    public record Self(String cluster, String instance, String dockerVersion) {}

    private final ApiClient api;
    private final Endpoints endpoints;
    private final Self self;
    private final Conversation conversation;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Pause pause;
    private final AtomicReference<LiveChannel> current;
    private boolean connectedOnce;

    public AcsSession(
            ApiClient api,
            Endpoints endpoints,
            Self self,
            Conversation conversation,
            InstantSource clock,
            RandomGenerator chance) {
        this.api = api;
        this.endpoints = endpoints;
        this.self = self;
        this.conversation = conversation;
        this.clock = clock;
        this.chance = chance;
        this.pause = new Pause(Duration.ofMillis(250), Duration.ofSeconds(15), 1.5, chance);
        this.current = new AtomicReference<>(new LiveChannel((_, _) -> false));
    }

    /// Runs until the thread is interrupted.
    public void run() throws InterruptedException {
        while (true) {
            Thread.sleep(once());
        }
    }

    /// One connection, from handshake to end; answers how long to wait before the next.
    private Duration once() throws InterruptedException {
        Instant began = clock.instant();
        try {
            var channel = new LiveChannel(conversation::heard);
            api.connect(endpoints.control(query()), channel, HANDSHAKE);
            current.set(channel);
            connectedOnce = true;
            log.info("control channel open");
            conversation.begin();
            LiveChannel.Ending ending = channel.await(spread(SILENCE, SILENCE), spread(LIFETIME, LIFETIME_SPREAD));
            log.info("control channel closed: {} {}", ending.code(), LoggedText.of(ending.reason()));
            return afterEnding(ending, Duration.between(began, clock.instant()));
        } catch (HandshakeRefused refused) {
            log.warn("control channel: {}", LoggedText.of(refused.getMessage()));
            return pauseAfter(refused.body());
        } catch (IOException failure) {
            log.warn("control channel not open: {}", failure.getMessage());
            return pause.take();
        } finally {
            conversation.end();
        }
    }

    /// A key that is unknown or not ours will not become good by asking often.
    private Duration pauseAfter(String refusal) {
        if (refusal.contains("InactiveInstanceException")) {
            return INACTIVE;
        }
        boolean keyless = refusal.contains("UnrecognizedClientException") || refusal.contains("AccessDeniedException");
        return keyless ? NO_KEY : pause.take();
    }

    private Duration afterEnding(LiveChannel.Ending ending, Duration stay) {
        if (stay.compareTo(SETTLED) > 0) {
            pause.reset();
        }
        boolean atOnce = COME_BACK_AT_ONCE.contains(ending.code()) && stay.compareTo(SHORTEST_STAY) > 0;
        if (atOnce) {
            pause.reset();
        }
        return atOnce ? Duration.ZERO : pause.take();
    }

    private Duration spread(Duration least, Duration more) {
        return least.plusMillis((long) (more.toMillis() * chance.nextDouble()));
    }

    private Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("agentHash", AgentVersion.HASH);
        query.put("agentVersion", AgentVersion.VERSION);
        query.put("clusterArn", self.cluster());
        query.put("containerInstanceArn", self.instance());
        query.put("dockerVersion", "DockerVersion: " + self.dockerVersion());
        query.put("protocolVersion", "2");
        query.put("sendCredentials", String.valueOf(!connectedOnce));
        query.put("seqNum", "1");
        return query;
    }

    /// Ends the open connection in order.
    public void close() {
        current.get().close("the agent ends");
    }
}
