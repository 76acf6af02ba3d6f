package io.argosy.planning;

import io.argosy.model.InstanceLoad;
import io.argosy.model.Patience;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What a service's plan depends on besides the service and its tasks. `patience` says how tasks are judged
/// (ecs-semantics 7.6, 7.8), `loads` are all registered instances of the cluster, and `full` says that none of them had
/// room for the task tried last.
public record ServiceContext(
        Instant now,
        Patience patience,
        Collection<InstanceLoad> loads,
        Function<TaskDefinitionId, Optional<TaskDefinition>> definitions,
        RandomGenerator chance,
        boolean full) {

    public static final Duration HEALTHY_AFTER = Duration.ofSeconds(40);

    public ServiceContext {
        loads = List.copyOf(loads);
    }

    /// The same once a task found no room.
    public ServiceContext fullNow() {
        return new ServiceContext(now, patience, loads, definitions, chance, true);
    }
}
