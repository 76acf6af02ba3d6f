package io.argosy.model;

import java.time.Instant;

/// What moves a task: each names who it comes from and carries what that one knows.
public sealed interface Trigger {
    Instant at();

    /// Placement found an instance.
    record Placed(ContainerInstanceId on, Instant at) implements Trigger {}

    /// The agent reports all containers running.
    record Started(Instant at) implements Trigger {}

    /// The agent reports the task over.
    record Exited(StopReason reason, Instant at) implements Trigger {}

    /// A caller or a reconciler wants it stopped.
    record StopRequested(StopReason reason, Instant at) implements Trigger {}

    /// The agent has taken the order to stop.
    record StopAcknowledged(Instant at) implements Trigger {}

    /// Its instance is gone for good; nobody will report it any more.
    record Lost(StopReason reason, Instant at) implements Trigger {}
}
