package io.argosy.model;

/// What has become of a task. Each state carries what is known once it is reached.
/// A task only moves forward; a replacement is a new task.
public sealed interface TaskState {
    /// Asked for, waiting for an instance with room.
    record Provisioning() implements TaskState {}

    record Pending(ContainerInstanceId on) implements TaskState {}

    record Running(ContainerInstanceId on) implements TaskState {}

    /// The stop is decided. `told` turns true once the agent has acknowledged it; until then clients
    /// still see the former last status, with desired status STOPPED (ecs-semantics 5.1).
    record Stopping(ContainerInstanceId on, StopReason reason, boolean wasRunning, boolean told) implements TaskState {}

    record Stopped(StopReason reason, LastInstance ranOn) implements TaskState {}

    /// `lastStatus` of the API.
    default String lastStatus() {
        return switch (this) {
            case Provisioning _ -> "PROVISIONING";
            case Pending _ -> "PENDING";
            case Running _ -> "RUNNING";
            case Stopping stopping -> stopping.told() ? "STOPPING" : stopping.wasRunning() ? "RUNNING" : "PENDING";
            case Stopped _ -> "STOPPED";
        };
    }

    /// Whether the control plane wants it to run: `desiredStatus` RUNNING.
    default boolean wanted() {
        return switch (this) {
            case Provisioning _, Pending _, Running _ -> true;
            case Stopping _, Stopped _ -> false;
        };
    }

    default boolean running() {
        return this instanceof Running;
    }

    default boolean stopped() {
        return this instanceof Stopped;
    }
}
