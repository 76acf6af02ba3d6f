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
        Said says,
        String reason,
        List<ContainerStateChange> containers,
        List<ManagedAgentStateChange> managedAgents,
        Optional<Instant> pullStartedAt,
        Optional<Instant> pullStoppedAt,
        Optional<Instant> executionStoppedAt) {

    /// As the model has it; an agent that says more is heard all the same, for its report may be of an end.
    private static final int LONGEST_REASON = 1_024;

    TaskReport {
        reason = reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }

    /// What it says of the task as a whole; every other word is as good as none.
    enum Said {
        NOTHING,
        RUNNING,
        STOPPED;

        private static Said of(String status) {
            return switch (status) {
                case "RUNNING" -> RUNNING;
                case "STOPPED" -> STOPPED;
                default -> NOTHING;
            };
        }
    }

    boolean saysItRuns() {
        return says == Said.RUNNING
                || containers.stream().anyMatch(container -> container.status().equals(Optional.of("RUNNING")));
    }

    static TaskReport of(SubmitTaskStateChangeRequest request) {
        return new TaskReport(
                Said.of(request.status().orElse("")),
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
        return new TaskReport(
                Said.NOTHING, "", List.of(only), List.of(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
