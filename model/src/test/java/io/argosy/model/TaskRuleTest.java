package io.argosy.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.ecs.TaskOverride;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A plain change may do everything to a task but move it.
final class TaskRuleTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ContainerInstanceId HERE = new ContainerInstanceId("a".repeat(32));
    private static final StopReason OVER = new StopReason(StopCode.USER_INITIATED, "over");

    @Test
    void aTaskBeginsProvisioning() {
        assertThat(Task.KIND.rule().againstAdding(task(new TaskState.Provisioning())))
                .isEmpty();
        assertThat(Task.KIND.rule().againstAdding(task(new TaskState.Running(HERE))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("a task begins PROVISIONING"));
    }

    @Test
    void aStoppedTaskIsNotRevived() {
        Task stopped = task(new TaskState.Stopped(OVER, new LastInstance.On(HERE)));

        assertThat(Task.KIND.rule().againstUpdating(stopped, task(new TaskState.Running(HERE))))
                .hasValueSatisfying(why -> assertThat(why).startsWith("only its lifecycle moves a task"));
        assertThat(Task.KIND.rule().againstUpdating(stopped, stopped.tagged(List.of())))
                .isEmpty();
    }

    @Test
    void anOlderTaskDoesNotReplaceANewerOne() {
        Task running = task(new TaskState.Running(HERE));
        Task newer = running.reported(List.of(), running.timeline());

        assertThat(Task.KIND.rule().againstUpdating(running, newer)).isEmpty();
        assertThat(Task.KIND.rule().againstUpdating(newer, running)).contains("it has changed since");
    }

    private static Task task(TaskState state) {
        return new Task(
                new TaskId("b".repeat(32)),
                new TaskDefinitionId("web", 1),
                new Owner.Standalone("family:web", ""),
                LaunchType.EC2,
                Optional.empty(),
                Resources.NONE,
                TaskOverride.builder().build(),
                state,
                TaskTimestamps.from(NOW),
                List.of(),
                List.of(),
                false,
                List.of(),
                1);
    }
}
