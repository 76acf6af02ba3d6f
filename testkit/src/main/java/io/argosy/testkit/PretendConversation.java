package io.argosy.testkit;

import io.argosy.shapes.json.MalformedJson;
import io.argosy.wire.acs.AcsMessage;
import io.argosy.wire.acs.AcsMessage.AckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatAckRequest;
import io.argosy.wire.acs.AcsMessage.HeartbeatMessage;
import io.argosy.wire.acs.AcsMessage.ManifestTask;
import io.argosy.wire.acs.AcsMessage.PayloadMessage;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.MessageCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// How a pretend agent answers on one control channel, as the official agent does (agent-protocol 4.5 to 4.8).
final class PretendConversation {
    private final SimulatedMachine machine;
    private final PretendTasks tasks;
    private Optional<String> asked = Optional.empty();

    PretendConversation(SimulatedMachine machine, PretendTasks tasks) {
        this.machine = machine;
        this.tasks = tasks;
    }

    /// The answers, as text.
    List<String> heard(String text) {
        try {
            return MessageCodec.ACS.read(text).stream()
                    .flatMap(message -> answers(message).stream())
                    .map(MessageCodec.ACS::write)
                    .toList();
        } catch (MalformedJson malformed) {
            throw new IllegalStateException("the server sent what no agent can read: " + text, malformed);
        }
    }

    private List<AcsMessage> answers(AcsMessage message) {
        return switch (message) {
            case HeartbeatMessage beat -> List.of(new HeartbeatAckRequest(beat.messageId()));
            case PayloadMessage payload -> {
                tasks.take(payload.tasks());
                yield List.of(
                        new AckRequest(payload.clusterArn(), payload.containerInstanceArn(), payload.messageId()));
            }
            case TaskManifestMessage manifest -> compared(manifest);
            case TaskStopVerificationAck verified -> {
                if (asked.equals(Optional.of(verified.messageId()))) {
                    asked = Optional.empty();
                    verified.stopTasks().forEach(task -> tasks.stop(task.taskArn()));
                }
                yield List.of();
            }
            case AcsMessage.IAMRoleCredentialsMessage _,
                    AcsMessage.TaskNetworkMessage _,
                    AcsMessage.CloseMessage _,
                    AcsMessage.ErrorMessage _ -> List.of();
            case AckRequest _,
                    HeartbeatAckRequest _,
                    TaskStopVerificationMessage _,
                    AcsMessage.NackRequest _,
                    AcsMessage.IAMRoleCredentialsAckRequest _ ->
                throw new IllegalStateException("not for an agent: " + message);
        };
    }

    private List<AcsMessage> compared(TaskManifestMessage manifest) {
        if (!machine.rises(manifest.timeline())) {
            return List.of();
        }
        List<AcsMessage> answers = new ArrayList<>();
        answers.add(new AckRequest(manifest.clusterArn(), manifest.containerInstanceArn(), manifest.messageId()));
        Set<String> wanted = manifest.tasks().stream()
                .filter(task -> task.desiredStatus().equals("RUNNING"))
                .map(ManifestTask::taskArn)
                .collect(Collectors.toSet());
        List<ManifestTask> candidates = machine.tasks().stream()
                .filter(task -> task.wanted() && task.phase() != PretendTask.Phase.ENDED)
                .filter(task -> !wanted.contains(task.arn()))
                .map(task -> new ManifestTask(task.arn(), Optional.empty(), "STOPPED"))
                .toList();
        if (!candidates.isEmpty()) {
            asked = Optional.of(manifest.messageId());
            answers.add(new TaskStopVerificationMessage(manifest.messageId(), candidates));
        }
        return answers;
    }
}
