package io.argosy.planning;

import io.argosy.model.InstanceLoad;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What a service's plan depends on besides the service and its tasks. `loads` are all registered instances of the
/// cluster; `healthyAfter` is how long a task without health checks must run to count as healthy (ecs-semantics 7.6).
public record ServiceContext(
        Instant now,
        Duration healthyAfter,
        Collection<InstanceLoad> loads,
        Function<TaskDefinitionId, Optional<TaskDefinition>> definitions,
        RandomGenerator chance) {

    public static final Duration HEALTHY_AFTER = Duration.ofSeconds(40);

    public ServiceContext {
        loads = List.copyOf(loads);
    }
}
