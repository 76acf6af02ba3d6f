package io.argosy.sessions;

import io.argosy.addresses.TaskSubnets;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.TaskSubnet;
import io.argosy.sessions.Inbox.Heard;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.state.ClusterState;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.NackRequest;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskNetworkMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open control channel (agent-protocol 4). State is the message: whenever it is woken it compares what the store
/// wants of its instance with what the agent was told, and says the difference.
public final class AgentSession implements Session {
    private static final Logger log = LoggerFactory.getLogger(AgentSession.class);
    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    static final Duration SILENCE = Duration.ofSeconds(75);
    private static final int COME_BACK = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int STAY_AWAY = 1008;
    private static final int BROKEN = 1011;
    private static final Set<Integer> IN_ORDER = Set.of(COME_BACK, GOING_AWAY);

    /// How far the session is. It only moves down this list.
    private sealed interface Life {
        /// The channel is open, and nothing has been said.
        record Fresh() implements Life {}

        /// The agent is shown connected; `timeline` is the number of its manifest and of all it is sent.
        record Talking(long timeline) implements Life {}

        record Over() implements Life {}
    }

    /// Why a session ends, as the close frame says it.
    private record Farewell(int code, String reason) {}

    private final ClaimedIdentity agent;
    private final ConnectedAgents connectedAgents;
    private final SessionDependencies tools;
    private final TaskManifest manifest;
    private final Delivery delivery;
    private final Inbox inbox = new Inbox(this::opened);
    private volatile Optional<Channel> channel = Optional.empty();
    private volatile Optional<InstanceLoad> seen = Optional.empty();
    private volatile Optional<Farewell> wanted = Optional.empty();
    private Life life = new Life.Fresh();
    private Instant lastHeard;
    private Instant nextHeartbeat;
    private long toldLayout = -1;

    AgentSession(ClaimedIdentity agent, ConnectedAgents connectedAgents, SessionDependencies tools) {
        this.agent = agent;
        this.connectedAgents = connectedAgents;
        this.tools = tools;
        this.manifest = new TaskManifest(agent, tools.ids().get());
        this.delivery = new Delivery(agent, tools);
        this.lastHeard = tools.clock().instant();
        this.nextHeartbeat = lastHeard;
    }

    ChannelListener listener() {
        return inbox;
    }

    private void opened(Channel open) {
        channel = Optional.of(open);
        tools.runner().accept(this);
    }

    @Override
    public Wakeup wakeup() {
        return inbox.wakeup();
    }

    /// Another session of this instance took over.
    void displace() {
        wanted = Optional.of(new Farewell(STAY_AWAY, "another connection of this container instance took over"));
        wakeup().ring();
    }

    @Override
    public void dismiss() {
        wanted = Optional.of(new Farewell(GOING_AWAY, "the server ends"));
        wakeup().ring();
    }

    @SuppressWarnings("ReferenceEquality") // the very value says that nothing changed; an equal one does not
    boolean hasSeen(ClusterState state) {
        Optional<InstanceLoad> now = state.load(agent.instance());
        Optional<InstanceLoad> before = seen;
        return now.isPresent() && before.isPresent() && now.get() == before.get();
    }

    @Override
    public Optional<Instant> wake() {
        if (life instanceof Life.Fresh) {
            greet();
        }
        inbox.take().forEach(this::hear);
        checkPulse();
        if (life instanceof Life.Talking(long timeline)) {
            Instant now = tools.clock().instant();
            beat(now);
            bringCloser(timeline, now);
        }
        return life instanceof Life.Over ? Optional.empty() : Optional.of(nextTimer());
    }

    private void greet() {
        lastHeard = tools.clock().instant();
        OptionalLong arrived = connectedAgents.arrive(agent, this);
        if (arrived.isEmpty()) {
            close(COME_BACK, "the container instance is not registered any more");
            return;
        }
        long timeline = arrived.getAsLong();
        life = new Life.Talking(timeline);
        log.info("instance={} agent connected timeline={} {}", agent, timeline, LoggedText.of(agent.version()));
        beat(lastHeard);
        send(manifest.message(agent.scope().store().read(), timeline, lastHeard));
    }

    private void beat(Instant now) {
        if (!now.isBefore(nextHeartbeat)) {
            send(new HeartbeatMessage(tools.ids().get(), true));
            nextHeartbeat = now.plus(HEARTBEAT);
        }
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(String text) -> {
                lastHeard = tools.clock().instant();
                read(text).ifPresent(this::answer);
            }
            case Heard.TooMuch _ -> close(STAY_AWAY, "too many messages wait");
            case Heard.Closed(int code, String reason) -> end(code, reason);
        }
    }

    private Optional<AcsMessage> read(String text) {
        try {
            return MessageCodec.ACS.read(text);
        } catch (MalformedJson malformed) {
            log.warn("instance={} sent what cannot be read: {}", agent, LoggedText.of(malformed.getMessage()));
            return Optional.empty();
        }
    }

    private void answer(AcsMessage message) {
        switch (message) {
            case AckRequest ack -> delivery.acknowledged(ack.messageId());
            case NackRequest nack -> delivery.refused(nack.messageId(), nack.reason());
            case HeartbeatAckRequest _, AcsMessage.IAMRoleCredentialsAckRequest _ -> {}
            case TaskStopVerificationMessage asked -> verify(asked);
            case HeartbeatMessage _,
                    PayloadMessage _,
                    TaskManifestMessage _,
                    TaskStopVerificationAck _,
                    AcsMessage.IAMRoleCredentialsMessage _,
                    AcsMessage.TaskNetworkMessage _,
                    AcsMessage.CloseMessage _,
                    AcsMessage.ErrorMessage _ ->
                log.warn("instance={} sent a {}", agent, message.getClass().getSimpleName());
        }
    }

    private void verify(TaskStopVerificationMessage asked) {
        manifest.verified(asked, agent.scope().store().read(), tools.clock().instant())
                .ifPresent(this::send);
    }

    private void checkPulse() {
        if (life instanceof Life.Over) {
            return;
        }
        wanted.ifPresent(farewell -> close(farewell.code(), farewell.reason()));
        Instant now = tools.clock().instant();
        if (lastHeard.plus(SILENCE).isBefore(now)) {
            close(
                    BROKEN,
                    "nothing was heard for " + Duration.between(lastHeard, now).toSeconds() + " seconds");
        }
    }

    private void bringCloser(long timeline, Instant now) {
        ClusterState state = agent.scope().store().read();
        seen = state.load(agent.instance());
        if (state.instance(agent.instance())
                .filter(ContainerInstance::registered)
                .isEmpty()) {
            close(COME_BACK, "the container instance was deregistered");
            return;
        }
        if (!agent.mayStay(state)) {
            close(STAY_AWAY, "the key of this connection was revoked");
            return;
        }
        neighbours(state);
        delivery.due(state, timeline, now).forEach(this::send);
        delivery.renewals(state, now).forEach(this::send);
    }

    /// Before the tasks that need it: where the addresses of this instance and of the others are. Only an agent that
    /// said that it can give tasks addresses has a subnet.
    private void neighbours(ClusterState state) {
        Optional<TaskSubnet> own =
                state.table(TaskSubnet.KIND).get(agent.instance().value());
        TaskSubnets.Layout layout = tools.subnets().layout();
        if (own.isPresent() && layout.version() != toldLayout) {
            toldLayout = layout.version();
            send(new TaskNetworkMessage(
                    tools.ids().get(),
                    own.get().range(),
                    layout.pool(),
                    layout.routes().stream()
                            .filter(route -> !route.range().equals(own.get().range()))
                            .map(route -> new AcsMessage.Route(route.range(), route.host()))
                            .toList()));
        }
    }

    private Instant nextTimer() {
        Instant silence = lastHeard.plus(SILENCE).plusMillis(1);
        Instant next = nextHeartbeat.isBefore(silence) ? nextHeartbeat : silence;
        return delivery.next().filter(payload -> payload.isBefore(next)).orElse(next);
    }

    private void send(AcsMessage message) {
        channel.ifPresent(open -> open.send(MessageCodec.ACS.write(message)));
    }

    /// Ends it from this side.
    private void close(int code, String reason) {
        if (!(life instanceof Life.Over)) {
            channel.ifPresent(open -> open.close(code, reason));
            end(code, reason);
        }
    }

    /// It has ended, from whichever side. One line for each, so that a thousand agents lost at once can be read.
    private void end(int code, String reason) {
        if (life instanceof Life.Over) {
            return;
        }
        life = new Life.Over();
        boolean disconnected = connectedAgents.leave(agent, this);
        if (disconnected && !IN_ORDER.contains(code)) {
            log.warn("instance={} agent disconnected code={} reason={}", agent, code, LoggedText.of(reason));
        } else {
            log.info("instance={} control channel ended code={} reason={}", agent, code, LoggedText.of(reason));
        }
    }

    @Override
    public void abandon() {
        close(BROKEN, "internal error");
    }
}
