package io.argosy.agent.tasks;

import io.argosy.agent.tasks.ContainerState.Health;
import java.time.Instant;

/// What others tell a supervisor.
sealed interface TaskMail {
    /// The step's outcome: what the container is now.
    record StepDone(String container, Flight flight, ContainerState now) implements TaskMail {}

    record Died(String dockerId, int exitCode, Instant at) implements TaskMail {}

    record OutOfMemory(String dockerId) implements TaskMail {}

    record HealthTold(String dockerId, Health health, Instant at) implements TaskMail {}

    /// Something may have been missed: ask the engine about every container.
    record LookAgain() implements TaskMail {}

    /// Ports were given back; or it is time to plan again.
    record PlanAgain() implements TaskMail {}

    record Quit() implements TaskMail {}
}
