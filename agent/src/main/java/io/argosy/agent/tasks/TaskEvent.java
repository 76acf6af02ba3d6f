package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Health;
import java.time.Instant;

/// What others tell a supervisor.
sealed interface TaskEvent {
    /// The outcome of the container's step of that number: what the container is now.
    record StepDone(String container, long number, ContainerState outcome) implements TaskEvent {}

    /// The step of that number was cancelled before it did anything.
    record StepCancelled(String container, long number) implements TaskEvent {}

    record Died(String dockerId, int exitCode, Instant at) implements TaskEvent {}

    record OutOfMemory(String dockerId) implements TaskEvent {}

    record HealthChanged(String dockerId, Health health, Instant at) implements TaskEvent {}

    /// Something may have been missed: ask the engine about every container.
    record Resync() implements TaskEvent {}

    /// Ports were given back; or it is time to plan again.
    record PlanAgain() implements TaskEvent {}

    record Quit() implements TaskEvent {}
}
