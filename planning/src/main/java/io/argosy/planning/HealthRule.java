package io.argosy.planning;

import io.argosy.model.Service;
import io.argosy.model.Task;
import io.argosy.model.TaskDefinition;
import io.argosy.model.TaskDefinitionId;
import io.argosy.model.TaskTimestamp;
import io.argosy.shapes.ecs.Container;
import io.argosy.shapes.ecs.ContainerDefinition;
import io.argosy.shapes.ecs.HealthCheck;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// When a service's running task counts as healthy (ecs-semantics 7.6): by the checks of its essential containers,
/// or, without any, by having run for a while. Bad verdicts within the grace period are not held against it.
final class HealthRule {
    private static final int LONGEST = 200;

    /// What a container's own check says of it (`HealthStatus`).
    private enum Verdict {
        HEALTHY,
        UNHEALTHY,
        UNKNOWN
    }

    private final ServiceContext context;
    private final Duration grace;
    private final Map<TaskDefinitionId, Set<String>> checked = new HashMap<>();

    HealthRule(Service service, ServiceContext context) {
        this.context = context;
        this.grace = Duration.ofSeconds(
                service.configuration().healthCheckGracePeriodSeconds().orElse(0));
    }

    HealthStage of(Task task) {
        if (!task.state().running()) {
            return HealthStage.STARTING;
        }
        List<Verdict> verdicts = verdicts(task);
        if (verdicts.contains(Verdict.UNHEALTHY)) {
            return context.now().isBefore(startedAt(task).plus(grace)) ? HealthStage.UNPROVEN : HealthStage.UNHEALTHY;
        }
        boolean good = verdicts.isEmpty()
                ? !context.now()
                        .isBefore(startedAt(task).plus(context.patience().healthyAfter()))
                : verdicts.stream().allMatch(verdict -> verdict == Verdict.HEALTHY);
        return good ? HealthStage.HEALTHY : HealthStage.UNPROVEN;
    }

    /// When a healthy task became so.
    Instant provenAt(Task task) {
        return verdicts(task).isEmpty()
                ? startedAt(task).plus(context.patience().healthyAfter())
                : task.timeline().at(TaskTimestamp.HEALTHY).orElse(Instant.EPOCH);
    }

    /// When time alone will change what is thought of a unproven task.
    Optional<Instant> settles(Task task) {
        List<Verdict> verdicts = verdicts(task);
        if (verdicts.contains(Verdict.UNHEALTHY)) {
            return Optional.of(startedAt(task).plus(grace));
        }
        return verdicts.isEmpty()
                ? Optional.of(startedAt(task).plus(context.patience().healthyAfter()))
                : Optional.empty();
    }

    /// The checks that failed, as their containers and commands.
    String failed(Task task) {
        List<ContainerDefinition> containers = context.definitions()
                .apply(task.definition())
                .flatMap(definition -> definition.content().containerDefinitions())
                .orElse(List.of());
        return containers.stream()
                .filter(container -> verdict(task, container.name().orElse("")) == Verdict.UNHEALTHY)
                .flatMap(container -> container.healthCheck().stream()
                        .map(check -> "(container " + container.name().orElse("") + ": " + cut(check) + ")"))
                .collect(Collectors.joining(" "));
    }

    private static String cut(HealthCheck check) {
        String command = String.join(" ", check.command());
        return command.length() > LONGEST ? command.substring(0, LONGEST) + "…" : command;
    }

    private List<Verdict> verdicts(Task task) {
        return checked.computeIfAbsent(task.definition(), this::checkedContainers).stream()
                .map(name -> verdict(task, name))
                .toList();
    }

    private Set<String> checkedContainers(TaskDefinitionId id) {
        return context.definitions()
                .apply(id)
                .map(HealthRule::checkedContainers)
                .orElse(Set.of());
    }

    private static Set<String> checkedContainers(TaskDefinition definition) {
        return definition.content().containerDefinitions().orElse(List.of()).stream()
                .filter(container -> container.essential().orElse(true))
                .filter(container -> container.healthCheck().isPresent())
                .flatMap(container -> container.name().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Verdict verdict(Task task, String container) {
        return task.containers().stream()
                .filter(one -> one.name().orElse("").equals(container))
                .findFirst()
                .flatMap(Container::healthStatus)
                .map(Verdict::valueOf)
                .orElse(Verdict.UNKNOWN);
    }

    private static Instant startedAt(Task task) {
        return task.timeline().at(TaskTimestamp.STARTED).orElse(Instant.EPOCH);
    }
}
