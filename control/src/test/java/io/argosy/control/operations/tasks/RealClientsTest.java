package io.argosy.control.operations.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.control.operations.Workshop;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.shapes.ecs.NetworkConfiguration;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.RunTaskResponse;
import io.argosy.shapes.ecs.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What deploy tools and schedulers send with RunTask, and ECS takes.
final class RealClientsTest {
    @TempDir
    private Path folder;

    private Workshop workshop;

    @BeforeEach
    void open() throws IOException {
        workshop = new Workshop(folder);
    }

    @AfterEach
    void close() {
        workshop.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ECS Deploy", "data.team@example.com", "ci: build #7", "Überfällig (nachts)"})
    void anybodyMayHaveStartedIt(String who) {
        workshop.joined(1024, 1024);
        workshop.defined("web");

        Task task = run(request -> request.startedBy(who)).tasks().orElseThrow().getFirst();

        assertThat(task.startedBy()).contains(who);
        assertThat(workshop.call(
                                Ecs.LIST_TASKS,
                                ListTasksRequest.builder().startedBy(who).build())
                        .taskArns()
                        .orElseThrow())
                .hasSize(1);
    }

    @Test
    void theLongestFamilyMakesAGroupThatRuns() {
        workshop.joined(1024, 1024);
        String family = "f".repeat(255);
        workshop.defined(family);

        Task byDefault = run(request -> request.taskDefinition(family).startedBy("x".repeat(128)))
                .tasks()
                .orElseThrow()
                .getFirst();
        Task byName = run(request -> request.taskDefinition(family).group("family:" + family))
                .tasks()
                .orElseThrow()
                .getFirst();

        assertThat(byDefault.group()).contains("family:" + family).isEqualTo(byName.group());
    }

    @Test
    void anEmptyNetworkConfigurationAsksForNothing() {
        workshop.joined(1024, 1024);
        workshop.defined("web");

        assertThat(run(request -> request.networkConfiguration(
                                NetworkConfiguration.builder().build()))
                        .tasks()
                        .orElseThrow())
                .hasSize(1);
    }

    /// Not among what ECS lists as required, but an agent without it would not hold the task to its size.
    @Test
    void aTaskWithASizeRunsOnlyWhereItIsHeldToIt() {
        workshop.joined(1024, 1024);
        workshop.defined("web", definition -> definition.memory("512"));

        assertThat(run(request -> request).failures().orElseThrow())
                .singleElement()
                .satisfies(failure -> assertThat(failure.reason()).contains("ATTRIBUTE"));
        workshop.joined(1024, 1024, Workshop.attribute("ecs.capability.task-cpu-mem-limit", ""));
        assertThat(run(request -> request).tasks().orElseThrow()).hasSize(1);
    }

    private RunTaskResponse run(UnaryOperator<RunTaskRequest.Builder> change) {
        return workshop.call(
                Ecs.RUN_TASK,
                change.apply(RunTaskRequest.builder().taskDefinition("web")).build());
    }
}
