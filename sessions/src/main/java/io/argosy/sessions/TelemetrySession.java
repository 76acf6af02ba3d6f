package io.argosy.sessions;

import io.argosy.sessions.Inbox.Heard;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.state.ClusterState;
import io.argosy.wire.Channel;
import io.argosy.wire.ChannelListener;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.TcsMessage;
import io.argosy.wire.acs.TcsMessage.AckPublishHealth;
import io.argosy.wire.acs.TcsMessage.AckPublishInstanceStatus;
import io.argosy.wire.acs.TcsMessage.AckPublishMetric;
import io.argosy.wire.acs.TcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.TcsMessage.PublishHealthRequest;
import io.argosy.wire.acs.TcsMessage.PublishInstanceStatusRequest;
import io.argosy.wire.acs.TcsMessage.PublishMetricsRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One open telemetry channel (agent-protocol 7): measurements go to `TelemetryStore`, the health of containers into
/// the store. It is no sign of life: only the control channel is.
public final class TelemetrySession implements Session {
    private static final Logger log = LoggerFactory.getLogger(TelemetrySession.class);
    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int TOO_MUCH = 1008;
    private static final int BROKEN = 1011;
    private static final double TASKS_A_MESSAGE_A_SECOND = 50;

    private final ClaimedIdentity agent;
    private final TelemetryStore telemetry;
    private final SessionDependencies tools;
    private final Inbox inbox = new Inbox(this::opened);
    private volatile Optional<Channel> channel = Optional.empty();
    private final MessageRate allowance;
    private volatile boolean dismissed;
    private boolean over;
    private boolean warned;
    private Instant nextHeartbeat = Instant.EPOCH;

    TelemetrySession(ClaimedIdentity agent, TelemetryStore telemetry, SessionDependencies tools) {
        this.agent = agent;
        this.telemetry = telemetry;
        this.tools = tools;
        this.allowance = new MessageRate(tools.clock().instant());
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

    @Override
    public void dismiss() {
        dismissed = true;
        wakeup().ring();
    }

    @Override
    public Optional<Instant> wake() {
        inbox.take().forEach(this::hear);
        if (dismissed) {
            end(GOING_AWAY, "the server ends");
        }
        if (over) {
            return Optional.empty();
        }
        Instant now = tools.clock().instant();
        if (!now.isBefore(nextHeartbeat)) {
            if (!mayStay()) {
                return Optional.empty();
            }
            send(new HeartbeatMessage(true));
            nextHeartbeat = now.plus(HEARTBEAT);
        }
        return Optional.of(nextHeartbeat);
    }

    /// Ends the channel of an instance that is gone, or of a key that is not its own any more.
    private boolean mayStay() {
        ClusterState state = agent.scope().store().read();
        boolean may = state.load(agent.instance()).isPresent() && agent.mayStay(state);
        if (!may) {
            end(NORMAL, "the container instance was deregistered, or the key of this connection was revoked");
        }
        return may;
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(String text) -> {
                if (!over && mayStay() && allowed()) {
                    read(text).ifPresent(this::take);
                }
            }
            case Heard.TooMuch _ -> end(TOO_MUCH, "too many messages wait");
            case Heard.Closed(int code, String reason) -> over(code, reason);
        }
    }

    /// An agent has a handful of messages to say every 20 seconds, and more the more tasks it runs; what goes beyond is
    /// passed over unread.
    private boolean allowed() {
        int tasks = agent.scope()
                .store()
                .read()
                .load(agent.instance())
                .map(load -> load.running() + load.pending())
                .orElse(0);
        boolean taken = allowance.takes(
                1 + tasks / TASKS_A_MESSAGE_A_SECOND, tools.clock().instant());
        if (!taken && !warned) {
            warned = true;
            log.warn("instance={} sends more telemetry than it has to say; the rest is passed over", agent);
        }
        return taken;
    }

    private Optional<TcsMessage> read(String text) {
        try {
            return MessageCodec.TCS.read(text);
        } catch (MalformedJson malformed) {
            log.warn("instance={} telemetry that cannot be read: {}", agent, LoggedText.of(malformed.getMessage()));
            return Optional.empty();
        }
    }

    private void take(TcsMessage message) {
        switch (message) {
            case PublishMetricsRequest metrics -> {
                telemetry.heard(agent, metrics);
                send(new AckPublishMetric(Optional.empty()));
            }
            case PublishHealthRequest health -> {
                ContainerHealthUpdate.take(health, agent);
                send(new AckPublishHealth(Optional.empty()));
            }
            case PublishInstanceStatusRequest status -> {
                telemetry.heard(agent, status);
                send(new AckPublishInstanceStatus(Optional.empty()));
            }
            case AckPublishMetric _,
                    AckPublishHealth _,
                    AckPublishInstanceStatus _,
                    HeartbeatMessage _,
                    TcsMessage.StopTelemetrySessionMessage _ ->
                log.warn("instance={} sent a {}", agent, message.getClass().getSimpleName());
        }
    }

    private void send(TcsMessage message) {
        channel.ifPresent(open -> open.send(MessageCodec.TCS.write(message)));
    }

    private void end(int code, String reason) {
        if (!over) {
            channel.ifPresent(open -> open.close(code, reason));
            over(code, reason);
        }
    }

    private void over(int code, String reason) {
        if (!over) {
            over = true;
            log.debug("instance={} telemetry channel ended code={} reason={}", agent, code, LoggedText.of(reason));
        }
    }

    @Override
    public void abandon() {
        end(BROKEN, "internal error");
    }
}
