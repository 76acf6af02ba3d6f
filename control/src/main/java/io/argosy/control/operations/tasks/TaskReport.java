package io.argosy.control.operations.tasks;

import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.ManagedAgentStateChange;
import io.argosy.shapes.ecs.SubmitContainerStateChangeRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an agent says of a task: the task's status, if it says one, and the news of its containers in the order they
/// happened (agent-protocol 6.1).
record TaskReport(
        String status,
        String reason,
        List<ContainerStateChange> containers,
        List<ManagedAgentStateChange> managedAgents,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> executionStoppedAt) {

    static TaskReport of(SubmitTaskStateChangeRequest request) {
        return new TaskReport(
                request.status().orElse(""),
                request.reason().orElse(""),
                request.containers().orElse(List.of()),
                request.managedAgents().orElse(List.of()),
                request.pullStartedAt(),
                request.pullStoppedAt(),
                request.executionStoppedAt());
    }

    static TaskReport of(SubmitContainerStateChangeRequest request) {
        var only = ContainerStateChange.builder()
                .containerName(request.containerName())
                .runtimeId(request.runtimeId())
                .status(request.status())
                .exitCode(request.exitCode())
                .reason(request.reason())
                .networkBindings(request.networkBindings())
                .build();
        return new TaskReport("", "", List.of(only), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
