package io.argosy.wire.acs;

import java.util.List;
import java.util.Optional;

/// Everything said on the control channel (ACS), in both directions. Each record bears its name on the wire.
public sealed interface AcsMessage {
    /// Server to agent, at least every 45 seconds; answered by [HeartbeatAckRequest].
    record HeartbeatMessage(String messageId, boolean healthy) implements AcsMessage {}

    record HeartbeatAckRequest(String messageId) implements AcsMessage {}

    /// Server to agent: tasks to run or to stop. Answered by one [AckRequest] once every task was taken.
    record PayloadMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            long seqNum,
            long generatedAt,
            List<AcsTask> tasks)
            implements AcsMessage {}

    /// Server to agent: every task that should be here. Used only if its timeline is above all seen before.
    record TaskManifestMessage(
            String messageId,
            String clusterArn,
            String containerInstanceArn,
            long timeline,
            long generatedAt,
            List<ManifestTask> tasks)
            implements AcsMessage {}

    /// Agent to server: tasks it runs that the manifest of this message id does not list.
    record TaskStopVerificationMessage(String messageId, List<ManifestTask> stopCandidates) implements AcsMessage {}

    /// Server to agent: those of the candidates that are to be stopped.
    record TaskStopVerificationAck(String messageId, long generatedAt, List<ManifestTask> stopTasks)
            implements AcsMessage {}

    /// Server to agent: new keys for a task's role; `roleType` is `TaskApplication` or `TaskExecution`.
    record IAMRoleCredentialsMessage(
            String messageId,
            String taskArn,
            Optional<String> taskClusterArn,
            String roleType,
            RoleCredentials roleCredentials)
            implements AcsMessage {}

    record IAMRoleCredentialsAckRequest(String messageId, String credentialsId, String expiration)
            implements AcsMessage {}

    /// Agent to server: the message was taken. Both names are copied from the message.
    record AckRequest(String cluster, String containerInstance, String messageId) implements AcsMessage {}

    record NackRequest(String cluster, String containerInstance, String messageId, String reason)
            implements AcsMessage {}

    /// Server to our own agent: the subnet of its tasks, which addresses are tasks' at all, and over which hosts those
    /// of the others are reached. It needs no answer: each says everything, and one is sent with each connection.
    record TaskNetworkMessage(String messageId, String subnet, String pool, List<Route> routes) implements AcsMessage {}

    /// What is meant for `range` goes to `host`.
    record Route(String range, String host) {}

    record CloseMessage(Optional<String> message) implements AcsMessage {}

    record ErrorMessage(Optional<String> message) implements AcsMessage {}

    /// A task as manifests and stop verifications name it.
    record ManifestTask(String taskArn, Optional<String> taskClusterArn, String desiredStatus) {}
}
