package io.argosy.insight.causes;

import io.argosy.model.AgentKey;
import io.argosy.model.ContainerInstance;
import io.argosy.model.JoinToken;
import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;

/// What somebody asks about.
sealed interface Subject {
    record OfCluster() implements Subject {}

    record OfService(Service service) implements Subject {}

    record OfTask(Task task) implements Subject {}

    record OfInstance(ContainerInstance instance) implements Subject {}

    record OfJoinToken(JoinToken token) implements Subject {}

    record OfAgentKey(AgentKey key) implements Subject {}

    /// Whether a task of it would find a place now.
    record OfDefinition(TaskDefinition definition) implements Subject {}
}
