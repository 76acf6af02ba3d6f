package io.argosy.model;

/// A task that is STOPPED for clients and may still run on its instance, which therefore takes no new tasks. It was
/// given up while nobody could reach the instance, and waits for its agent to say that it is over; or, `contradicted`,
/// its agent said that it runs after it had said that it was over, and the order to stop it is enough.
public record LostTask(TaskId id, TaskDefinitionId definition, boolean contradicted) {}
