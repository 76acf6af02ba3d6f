package io.argosy.agent.session;

import io.argosy.agent.store.AgentStore;
import io.argosy.agent.tasks.Supervisors;
import io.argosy.agent.tasks.TaskCredentials;
import io.argosy.agent.tasks.TaskRecord;
import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.Channel;
import io.argosy.wire.LoggedText;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsAckRequest;
import io.argosy.wire.acs.AcsMessage.IAMRoleCredentialsMessage;
import io.argosy.wire.acs.AcsMessage.ManifestTask;
import io.argosy.wire.acs.AcsMessage.NackRequest;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.AcsTask;
import io.argosy.wire.acs.MessageCodec;
import io.argosy.wire.acs.RoleCredentials;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers what the control plane says on the control channel (agent-protocol 4.5–4.8). Nothing is acknowledged before
/// it is on disk.
public final class Conversation {
    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final String TIMELINE = "task-manifest-seq-num";

    private final Supervisors supervisors;
    private final TaskCredentials keys;
    private final AgentStore store;
    private final TaskAddresses addresses;
    private final Consumer<Boolean> onOpen;
    private long timeline;
    private String manifestAsked = "";

    /// `onOpen` hears each time a connection was made, and when there is none any more.
    public Conversation(
            Supervisors supervisors,
            TaskCredentials keys,
            AgentStore store,
            TaskAddresses addresses,
            Consumer<Boolean> onOpen) {
        this.supervisors = supervisors;
        this.keys = keys;
        this.store = store;
        this.addresses = addresses;
        this.onOpen = onOpen;
        this.timeline = store.setting(TIMELINE).map(Long::parseLong).orElse(-1L);
    }

    void begin() {
        onOpen.accept(true);
    }

    synchronized void end() {
        manifestAsked = "";
        onOpen.accept(false);
    }

    /// Answers; false when the text was nothing this agent knows.
    synchronized boolean heard(Channel channel, String text) {
        try {
            Optional<AcsMessage> message = MessageCodec.ACS.read(text);
            if (message.isEmpty()) {
                log.warn("control channel: a message of an unknown type was dropped");
                return false;
            }
            answer(channel, message.get());
            return true;
        } catch (MalformedJson malformed) {
            Optional<BrokenPayload> payload = BrokenPayload.read(text);
            log.warn("control channel: {}", LoggedText.of(malformed.getMessage()));
            payload.ifPresent(broken -> salvage(channel, broken, String.valueOf(malformed.getMessage())));
            return payload.isPresent();
        }
    }

    private void answer(Channel channel, AcsMessage message) {
        switch (message) {
            case HeartbeatMessage beat -> send(channel, new HeartbeatAckRequest(beat.messageId()));
            case PayloadMessage payload -> take(channel, payload);
            case TaskManifestMessage manifest -> compare(channel, manifest);
            case TaskStopVerificationAck verified -> stop(verified);
            case IAMRoleCredentialsMessage refreshed -> refresh(channel, refreshed);
            case AcsMessage.TaskNetworkMessage told -> addresses.become(told);
            case AcsMessage.CloseMessage _, AcsMessage.ErrorMessage _ ->
                log.info("control plane says: {}", LoggedText.of(message));
            case HeartbeatAckRequest _,
                    TaskStopVerificationMessage _,
                    IAMRoleCredentialsAckRequest _,
                    AckRequest _,
                    NackRequest _ ->
                log.warn(
                        "control channel: {} is not for an agent",
                        message.getClass().getSimpleName());
        }
    }

    private void take(Channel channel, PayloadMessage payload) {
        timeline = Math.max(timeline, payload.seqNum());
        if (!supervisors.take(payload.tasks())) {
            return;
        }
        send(channel, new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
        payload.tasks().stream().flatMap(Conversation::credentials).forEach(set -> acknowledge(channel, payload, set));
    }

    private static Stream<RoleCredentials> credentials(AcsTask task) {
        return Stream.concat(task.roleCredentials().stream(), task.executionRoleCredentials().stream());
    }

    private static void acknowledge(Channel channel, PayloadMessage payload, RoleCredentials set) {
        send(channel, new IAMRoleCredentialsAckRequest(payload.messageId(), set.credentialsId(), set.expiration()));
    }

    /// Runs what of the payload can be read and reports the rest as stopped; the payload itself stays unacknowledged.
    private void salvage(Channel channel, BrokenPayload payload, String why) {
        supervisors.take(payload.tasks());
        payload.unreadable().forEach(supervisors::refuse);
        send(channel, new NackRequest(payload.cluster(), payload.instance(), payload.messageId(), why));
    }

    private void compare(Channel channel, TaskManifestMessage manifest) {
        if (manifest.timeline() <= timeline) {
            log.info("manifest of timeline {} is not above {}", manifest.timeline(), timeline);
            return;
        }
        timeline = manifest.timeline();
        store.set(TIMELINE, String.valueOf(timeline));
        send(channel, new AckRequest(manifest.clusterArn(), manifest.containerInstanceArn(), manifest.messageId()));
        Set<String> wanted = new HashSet<>();
        manifest.tasks().stream()
                .filter(task -> task.desiredStatus().equals(AcsTask.RUNNING))
                .forEach(task -> wanted.add(task.taskArn()));
        List<ManifestTask> surplus = supervisors.tasks().stream()
                .filter(task -> !task.stopWanted() && !wanted.contains(task.arn()))
                .map(Conversation::candidate)
                .toList();
        if (!surplus.isEmpty()) {
            manifestAsked = manifest.messageId();
            send(channel, new TaskStopVerificationMessage(manifest.messageId(), surplus));
        }
    }

    private static ManifestTask candidate(TaskRecord task) {
        return new ManifestTask(task.arn(), task.task().taskClusterArn(), AcsTask.STOPPED);
    }

    private void stop(TaskStopVerificationAck verified) {
        if (!verified.messageId().equals(manifestAsked)) {
            log.info("a stop verification for another manifest was dropped");
            return;
        }
        manifestAsked = "";
        supervisors.stop(
                verified.stopTasks().stream().map(ManifestTask::taskArn).toList());
    }

    private void refresh(Channel channel, IAMRoleCredentialsMessage message) {
        boolean known = supervisors.task(message.taskArn()).isPresent();
        boolean role = message.roleType().equals("TaskApplication");
        if (!known || !role && !message.roleType().equals("TaskExecution")) {
            log.warn("task={} keys of type {} were not taken", message.taskArn(), message.roleType());
            return;
        }
        RoleCredentials set = message.roleCredentials();
        if (role) {
            keys.put(set);
        } else {
            keys.putExecution(message.taskArn(), set);
        }
        send(channel, new IAMRoleCredentialsAckRequest(message.messageId(), set.credentialsId(), set.expiration()));
    }

    private static void send(Channel channel, AcsMessage message) {
        channel.send(MessageCodec.ACS.write(message));
    }
}
