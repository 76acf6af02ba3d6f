package io.argosy.control.sessions;

import io.argosy.control.sessions.Inbox.Heard;
import io.argosy.model.ContainerInstance;
import io.argosy.model.InstanceLoad;
import io.argosy.model.StopCode;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskId;
import io.argosy.model.TaskState;
import io.argosy.model.Trigger;
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
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
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

    private final Introduction agent;
    private final Presence presence;
    private final SessionTools tools;
    private final Manifest manifest;
    private final Orders orders;
    private final Inbox inbox = new Inbox(this::opened);
    private volatile Optional<Channel> channel = Optional.empty();
    private volatile Optional<InstanceLoad> seen = Optional.empty();
    private volatile boolean displaced;
    private volatile boolean dismissed;
    private boolean over;
    private long timeline = -1;
    private Instant lastHeard = Instant.EPOCH;
    private Instant nextHeartbeat = Instant.EPOCH;

    AgentSession(Introduction agent, Presence presence, SessionTools tools) {
        this.agent = agent;
        this.presence = presence;
        this.tools = tools;
        this.manifest = new Manifest(agent, tools.ids().get());
        this.orders = new Orders(tools.ids());
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

    /// Another session of this instance took over.
    void displace() {
        displaced = true;
        bell().ring();
    }

    @Override
    public void dismiss() {
        dismissed = true;
        bell().ring();
    }

    @SuppressWarnings("ReferenceEquality") // the very value says that nothing changed; an equal one does not
    boolean hasSeen(ClusterState state) {
        Optional<InstanceLoad> now = state.load(agent.instance());
        Optional<InstanceLoad> before = seen;
        return now.isPresent() && before.isPresent() && now.get() == before.get();
    }

    @Override
    public Optional<Instant> wake() {
        if (!over && timeline < 0) {
            greet();
        }
        inbox.take().forEach(this::hear);
        checkPulse();
        if (over) {
            return Optional.empty();
        }
        Instant now = tools.clock().instant();
        if (!now.isBefore(nextHeartbeat)) {
            send(new HeartbeatMessage(tools.ids().get(), true));
            nextHeartbeat = now.plus(HEARTBEAT);
        }
        bringCloser(now);
        return over ? Optional.empty() : Optional.of(nextTimer());
    }

    private void greet() {
        lastHeard = tools.clock().instant();
        nextHeartbeat = lastHeard.plus(HEARTBEAT);
        OptionalLong arrived = presence.arrive(agent, this);
        if (arrived.isEmpty()) {
            end(COME_BACK, "the container instance is not registered any more");
            return;
        }
        timeline = arrived.getAsLong();
        log.info("instance={} agent connected timeline={} {}", agent, timeline, LoggedText.of(agent.version()));
        send(new HeartbeatMessage(tools.ids().get(), true));
        send(manifest.message(agent.scope().store().read(), timeline, lastHeard));
    }

    private void hear(Heard heard) {
        switch (heard) {
            case Heard.Text(String text) -> {
                lastHeard = tools.clock().instant();
                read(text).ifPresent(this::answer);
            }
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
            case AckRequest ack -> acknowledged(orders.acknowledged(ack.messageId()));
            case NackRequest nack ->
                log.warn(
                        "instance={} refused {}: {}",
                        agent,
                        LoggedText.of(nack.messageId()),
                        LoggedText.of(nack.reason()));
            case HeartbeatAckRequest _, AcsMessage.IAMRoleCredentialsAckRequest _ -> {}
            case TaskStopVerificationMessage asked -> verify(asked);
            case HeartbeatMessage _,
                    PayloadMessage _,
                    TaskManifestMessage _,
                    TaskStopVerificationAck _,
                    AcsMessage.IAMRoleCredentialsMessage _,
                    AcsMessage.CloseMessage _,
                    AcsMessage.ErrorMessage _ ->
                log.warn("instance={} sent a {}", agent, message.getClass().getSimpleName());
        }
    }

    private void verify(TaskStopVerificationMessage asked) {
        manifest.verified(asked, agent.scope().store().read(), tools.clock().instant())
                .ifPresent(this::send);
    }

    private void acknowledged(List<Orders.Order> taken) {
        List<TaskId> stops = taken.stream()
                .filter(order -> !order.run())
                .map(Orders.Order::task)
                .toList();
        if (stops.isEmpty()) {
            return;
        }
        agent.scope().store().write(tx -> {
            for (TaskId id : stops) {
                tx.state()
                        .task(id)
                        .filter(task -> task.state() instanceof TaskState.Stopping)
                        .ifPresent(task -> tx.move(task, new Trigger.StopAcknowledged(tx.now())));
            }
            return stops;
        });
    }

    private void checkPulse() {
        Instant now = tools.clock().instant();
        if (over) {
            return;
        }
        if (displaced) {
            end(STAY_AWAY, "another connection of this container instance took over");
        } else if (dismissed) {
            end(GOING_AWAY, "the server ends");
        } else if (lastHeard.plus(SILENCE).isBefore(now)) {
            log.warn("instance={} has been silent for {}", agent, Duration.between(lastHeard, now));
            end(BROKEN, "no heartbeat was acknowledged");
        }
    }

    private void bringCloser(Instant now) {
        ClusterState state = agent.scope().store().read();
        seen = state.load(agent.instance());
        if (state.instance(agent.instance())
                .filter(ContainerInstance::registered)
                .isEmpty()) {
            end(COME_BACK, "the container instance was deregistered");
            return;
        }
        if (!agent.mayStay(state)) {
            end(STAY_AWAY, "the key of this connection was revoked");
            return;
        }
        for (Orders.Letter letter : orders.due(state.tasksOn(agent.instance()), now)) {
            List<AcsTask> tasks = tasks(letter, state);
            if (!tasks.isEmpty()) {
                send(new PayloadMessage(
                        letter.id(), agent.scope().arn(), agent.arn(), timeline, now.toEpochMilli(), tasks));
            }
        }
    }

    private List<AcsTask> tasks(Orders.Letter letter, ClusterState state) {
        List<AcsTask> tasks = new ArrayList<>();
        for (Orders.Order order : letter.orders()) {
            Task task = state.task(order.task()).orElseThrow();
            if (!order.run()) {
                tasks.add(tools.assignments().stop(task, agent.scope()));
                continue;
            }
            tools.assignments().start(task, agent.scope()).ifPresentOrElse(tasks::add, () -> giveUp(task));
        }
        return tasks;
    }

    /// Its revision is deleted: nobody can say any more what to run.
    private void giveUp(Task task) {
        var reason = new StopReason(
                StopCode.TASK_FAILED_TO_START,
                "InternalError: the task definition " + task.definition() + " does not exist any more");
        agent.scope().store().write(tx -> {
            tx.state()
                    .task(task.id())
                    .filter(still -> still.state().wanted())
                    .ifPresent(still -> tx.move(still, new Trigger.StopRequested(reason, tx.now())));
            return task.id();
        });
    }

    private Instant nextTimer() {
        Instant silence = lastHeard.plus(SILENCE).plusMillis(1);
        Instant next = nextHeartbeat.isBefore(silence) ? nextHeartbeat : silence;
        return orders.next().filter(letter -> letter.isBefore(next)).orElse(next);
    }

    private void send(AcsMessage message) {
        channel.ifPresent(open -> open.send(MessageCodec.ACS.write(message)));
    }

    private void end(int code, String reason) {
        if (over) {
            return;
        }
        over = true;
        log.info("instance={} control channel ends code={} reason={}", agent, code, LoggedText.of(reason));
        channel.ifPresent(open -> open.close(code, reason));
        presence.leave(agent, this);
    }

    @Override
    public void abandon() {
        end(BROKEN, "internal error");
    }
}
