package io.argosy.planning;

import io.argosy.model.Deployment;
import io.argosy.model.Patience;
import io.argosy.model.Service;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// What a service's plan depends on besides the service and its tasks. `patience` says how tasks are judged
/// (ecs-semantics 7.6, 7.8), `instances` are all that are registered, `demands` is what a task of a deployment asks of
/// one, and `full` says that none of them had room for the task tried last.
public record ServiceContext(
        Instant now,
        Patience patience,
        Instances instances,
        Function<TaskDefinitionId, Optional<TaskDefinition>> definitions,
        BiFunction<Service, Deployment, Optional<Demand>> demands,
        RandomGenerator chance,
        boolean full) {

    public static final Duration HEALTHY_AFTER = Duration.ofSeconds(40);

    /// The same once a task found no room.
    public ServiceContext fullNow() {
        return new ServiceContext(now, patience, instances, definitions, demands, chance, true);
    }
}
