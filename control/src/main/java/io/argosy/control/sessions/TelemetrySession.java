package io.argosy.control.sessions;

import io.argosy.control.sessions.Inbox.Heard;
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

/// One open telemetry channel (agent-protocol 7): measurements go to `Telemetry`, the health of containers into the
/// store. It is no sign of life: only the control channel is.
public final class TelemetrySession implements Session {
    private static final Logger log = LoggerFactory.getLogger(TelemetrySession.class);
    static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final int NORMAL = 1000;
    private static final int GOING_AWAY = 1001;
    private static final int BROKEN = 1011;

    private final Introduction agent;
    private final Telemetry telemetry;
    private final SessionTools tools;
    private final Inbox inbox = new Inbox(this::opened);
    private volatile Optional<Channel> channel = Optional.empty();
    private volatile boolean dismissed;
    private boolean over;
    private Instant nextHeartbeat = Instant.EPOCH;

    TelemetrySession(Introduction agent, Telemetry telemetry, SessionTools tools) {
        this.agent = agent;
        this.telemetry = telemetry;
        this.tools = tools;
    }

    ChannelListener listener() {
        return inbox;
    }

    private void opened(Channel open) {
        channel = Optional.of(open);
        tools.runner().accept(this);
    }

    @Override
    public Bell bell() {
        return inbox.bell();
    }

    @Override
    public void dismiss() {
        dismissed = true;
        bell().ring();
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
            if (!stillRegistered()) {
                end(NORMAL, "the container instance was deregistered");
                return Optional.empty();
            }
            send(new HeartbeatMessage(true));
            nextHeartbeat = now.plus(HEARTBEAT);
        }
        return Optional.of(nextHeartbeat);
    }

    private boolean stillRegistered() {
        ClusterState state = agent.scope().store().read();
        return state.load(agent.instance()).isPresent() && agent.mayStay(state);
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(String text) -> read(text).ifPresent(this::take);
            case Heard.Closed(int code, String reason) -> end(code, reason);
        }
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
                ContainerHealthNews.take(health, agent);
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
            over = true;
            log.debug("instance={} telemetry channel ends code={} reason={}", agent, code, LoggedText.of(reason));
            channel.ifPresent(open -> open.close(code, reason));
            telemetry.forget(agent);
        }
    }

    @Override
    public void abandon() {
        end(BROKEN, "internal error");
    }
}
