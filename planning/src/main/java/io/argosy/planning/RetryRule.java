package io.argosy.planning;

import io.argosy.model.OwnTags;
import io.argosy.model.StopReason;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskState;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Whether and when a stand-alone task that has ended is run again (tag `argosy:retries`): after a failure of its own
/// or of what it ran on, not when somebody or its longest time stopped it. It succeeded if every essential container
/// ended with 0. The waits double from a second to a minute.
public final class RetryRule {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private RetryRule() {}

    /// Nothing if it is not run again.
    public static Optional<Instant> again(Task task, Optional<TaskDefinition> definition, int attempt) {
        return attempt <= OwnTags.retries(task.tags()) && failed(task, definition)
                ? task.timeline().at(TaskTimestamp.STOPPED).map(end -> end.plus(waited(attempt)))
                : Optional.empty();
    }

    /// Whether it has ended and that was a failure.
    public static boolean failed(Task task, Optional<TaskDefinition> definition) {
        return task.state() instanceof TaskState.Stopped stopped && failed(task, stopped.reason(), definition);
    }

    private static boolean failed(Task task, StopReason reason, Optional<TaskDefinition> definition) {
        return switch (reason.code()) {
            case TASK_FAILED_TO_START, SPOT_INTERRUPTION, TERMINATION_NOTICE, INFRASTRUCTURE_HEALTH -> true;
            case USER_INITIATED, SERVICE_SCHEDULER_INITIATED -> false;
            case ESSENTIAL_CONTAINER_EXITED ->
                task.containers().stream()
                        .filter(container -> essential(container, definition))
                        .anyMatch(container -> !container.exitCode().equals(Optional.of(0)));
        };
    }

    private static boolean essential(Container container, Optional<TaskDefinition> definition) {
        return definition.map(one -> one.content().containerDefinitions().orElse(List.of())).orElse(List.of()).stream()
                .filter(one -> one.name().equals(container.name()))
                .findFirst()
                .flatMap(ContainerDefinition::essential)
                .orElse(true);
    }

    private static Duration waited(int attempt) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(attempt - 1, 6));
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }
}
