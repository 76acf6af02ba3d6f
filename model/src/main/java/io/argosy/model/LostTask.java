package io.argosy.model;

/// A task that is STOPPED for clients and may still run on its instance. It was given up while nobody could reach the
/// instance, which takes no new tasks until its agent says that this one is over; or, `contradicted`, its agent said
/// that it runs after it had said that it was over, and the order to stop it is enough.
public record LostTask(TaskId id, TaskDefinitionId definition, boolean contradicted) {}
