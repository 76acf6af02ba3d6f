package io.argosy.sessions;

import io.argosy.control.ClusterScope;
import io.argosy.control.References;
import io.argosy.model.ApiException;
import io.argosy.model.ContainerInstanceId;
import io.argosy.model.Task;
import io.argosy.state.ClusterState;
import io.argosy.wire.acs.AcsMessage.ManifestTask;
import io.argosy.wire.acs.AcsMessage.TaskManifestMessage;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationAck;
import io.argosy.wire.acs.AcsMessage.TaskStopVerificationMessage;
import io.argosy.wire.acs.AcsTask;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The list of all an agent should be running, told once a connection, and the answer to what the agent finds it runs
/// besides (agent-protocol 4.7).
final class TaskManifest {
    private final ClusterScope scope;
    private final ContainerInstanceId instance;
    private final String arn;
    private final String messageId;

    TaskManifest(ClaimedIdentity agent, String messageId) {
        this.scope = agent.scope();
        this.instance = agent.instance();
        this.arn = agent.arn();
        this.messageId = messageId;
    }

    TaskManifestMessage message(ClusterState state, long timeline, Instant now) {
        List<ManifestTask> tasks = new ArrayList<>();
        for (Task task : state.liveOn(instance)) {
            tasks.add(new ManifestTask(
                    scope.arns().task(scope.name(), task.id()),
                    Optional.of(scope.arn()),
                    task.state().wanted() ? AcsTask.RUNNING : AcsTask.STOPPED));
        }
        return new TaskManifestMessage(messageId, scope.arn(), arn, timeline, now.toEpochMilli(), tasks);
    }

    /// Those candidates that nobody wants to run there; nothing when the question is about another manifest.
    Optional<TaskStopVerificationAck> verified(TaskStopVerificationMessage asked, ClusterState state, Instant now) {
        if (!asked.messageId().equals(messageId)) {
            return Optional.empty();
        }
        List<ManifestTask> stop = asked.stopCandidates().stream()
                .filter(candidate -> !wantedHere(candidate.taskArn(), state))
                .map(candidate -> new ManifestTask(candidate.taskArn(), candidate.taskClusterArn(), AcsTask.STOPPED))
                .toList();
        return Optional.of(new TaskStopVerificationAck(messageId, now.toEpochMilli(), stop));
    }

    private boolean wantedHere(String taskArn, ClusterState state) {
        try {
            return state.task(References.task(taskArn, scope))
                    .filter(task -> task.state().wanted())
                    .flatMap(Task::on)
                    .filter(instance::equals)
                    .isPresent();
        } catch (ApiException notOurs) {
            return false;
        }
    }
}
