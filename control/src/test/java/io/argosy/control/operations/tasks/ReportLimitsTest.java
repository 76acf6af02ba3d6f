package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerStateChange;
import io.argosy.shapes.ecs.DescribeTasksRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ManagedAgentStateChange;
import io.argosy.shapes.ecs.NetworkBinding;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.SubmitTaskStateChangeRequest;
import io.argosy.shapes.ecs.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Agents that say more than can be kept are heard, and what is kept has a bound.
final class ReportLimitsTest {
    private static final String LONG = "x".repeat(500_000);

    @TempDir
    private Path folder;

    @Test
    void whatIsKeptHasABound() throws IOException {
        try (var workshop = new Workshop(folder)) {
            workshop.joined(1024, 1024);
            workshop.defined("web");
            var ran = workshop.call(
                    Ecs.RUN_TASK, RunTaskRequest.builder().taskDefinition("web").build());
            String task = ran.tasks().orElseThrow().getFirst().taskArn().orElseThrow();

            workshop.call(
                    Ecs.SUBMIT_TASK_STATE_CHANGE,
                    SubmitTaskStateChangeRequest.builder()
                            .task(task)
                            .status("STOPPED")
                            .reason(LONG)
                            .containers(List.of(change("app"), change("stranger")))
                            .managedAgents(IntStream.range(0, 1_000)
                                    .mapToObj(ReportLimitsTest::agent)
                                    .toList())
                            .build());

            Task after = workshop.call(
                            Ecs.DESCRIBE_TASKS,
                            DescribeTasksRequest.builder().tasks(List.of(task)).build())
                    .tasks()
                    .orElseThrow()
                    .getFirst();
            assertThat(after.stoppedReason().orElseThrow()).hasSize(1_024);
            Container only = after.containers().orElseThrow().getFirst();
            assertThat(after.containers().orElseThrow()).hasSize(1);
            assertThat(only.runtimeId()).isEmpty();
            assertThat(only.imageDigest()).isEmpty();
            assertThat(only.reason().orElseThrow()).hasSize(1_024);
            assertThat(only.networkBindings().orElseThrow())
                    .hasSize(100)
                    .allMatch(binding -> binding.hostPort().orElseThrow() >= 0);
            assertThat(only.managedAgents().orElseThrow()).hasSize(10);
        }
    }

    private static ContainerStateChange change(String name) {
        return ContainerStateChange.builder()
                .containerName(name)
                .status("STOPPED")
                .runtimeId(LONG)
                .imageDigest(LONG)
                .reason(LONG)
                .networkBindings(IntStream.range(-2_500, 2_500)
                        .mapToObj(port -> NetworkBinding.builder()
                                .containerPort(80)
                                .hostPort(port)
                                .build())
                        .toList())
                .build();
    }

    private static ManagedAgentStateChange agent(int number) {
        return ManagedAgentStateChange.builder()
                .containerName("app")
                .managedAgentName("agent-" + number)
                .status("RUNNING")
                .reason(LONG)
                .build();
    }
}
