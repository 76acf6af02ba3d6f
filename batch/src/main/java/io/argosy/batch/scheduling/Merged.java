package io.argosy.batch.scheduling;

import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.ContainerProperties;
import io.argosy.shapes.batch.EcsProperties;
import io.argosy.shapes.batch.EcsPropertiesOverride;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.KeyValuePair;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.ResourceRequirement;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.batch.TaskContainerOverrides;
import io.argosy.shapes.batch.TaskContainerProperties;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What a job runs: what its definition says with what the caller overrode, and values in the place of parameters
/// (batch-semantics 6.5, 7.2).
public final class Merged {
    private Merged() {}

    /// The definition as this job runs it.
    public static RegisterJobDefinitionRequest of(RegisterJobDefinitionRequest definition, SubmitJobRequest asked) {
        Map<String, String> parameters = over(definition.parameters(), asked.parameters());
        return definition.toBuilder()
                .parameters(parameters)
                .containerProperties(definition
                        .containerProperties()
                        .map(usual -> container(usual, asked.containerOverrides(), parameters)))
                .ecsProperties(
                        definition.ecsProperties().map(usual -> ecs(usual, asked.ecsPropertiesOverride(), parameters)))
                .build();
    }

    /// By their names, what is given over what is usual.
    public static Map<String, String> over(Optional<Map<String, String>> usual, Optional<Map<String, String>> given) {
        Map<String, String> all = new LinkedHashMap<>(usual.orElse(Map.of()));
        all.putAll(given.orElse(Map.of()));
        return all;
    }

    /// vCPUs and memory in the old form override only themselves.
    private static ContainerProperties container(
            ContainerProperties usual, Optional<ContainerOverrides> given, Map<String, String> parameters) {
        ContainerProperties substituted = usual.toBuilder()
                .command(Parameters.substituted(
                        given.flatMap(ContainerOverrides::command).or(usual::command), parameters))
                .build();
        if (given.isEmpty()) {
            return substituted;
        }
        ContainerOverrides over = given.get();
        return substituted.toBuilder()
                .environment(environment(usual.environment(), over.environment()))
                .resourceRequirements(resources(usual.resourceRequirements(), over.resourceRequirements()))
                .vcpus(usual.vcpus().flatMap(own -> over.vcpus().or(() -> Optional.of(own))))
                .memory(usual.memory().flatMap(own -> over.memory().or(() -> Optional.of(own))))
                .build();
    }

    private static EcsProperties ecs(
            EcsProperties usual, Optional<EcsPropertiesOverride> given, Map<String, String> parameters) {
        List<TaskContainerOverrides> overrides = given.flatMap(EcsPropertiesOverride::taskProperties).stream()
                .flatMap(Collection::stream)
                .flatMap(task -> task.containers().stream())
                .flatMap(Collection::stream)
                .toList();
        return usual.toBuilder()
                .taskProperties(usual.taskProperties().stream()
                        .map(task -> task(task, overrides, parameters))
                        .toList())
                .build();
    }

    private static EcsTaskProperties task(
            EcsTaskProperties usual, List<TaskContainerOverrides> overrides, Map<String, String> parameters) {
        return usual.toBuilder()
                .containers(usual.containers().stream()
                        .map(container -> container(container, overrides, parameters))
                        .toList())
                .build();
    }

    private static TaskContainerProperties container(
            TaskContainerProperties usual, List<TaskContainerOverrides> overrides, Map<String, String> parameters) {
        TaskContainerOverrides over = overrides.stream()
                .filter(one -> one.name().equals(usual.name()))
                .findFirst()
                .orElseGet(() -> TaskContainerOverrides.builder().build());
        return usual.toBuilder()
                .command(Parameters.substituted(over.command().or(usual::command), parameters))
                .environment(environment(usual.environment(), over.environment()))
                .resourceRequirements(resources(usual.resourceRequirements(), over.resourceRequirements()))
                .build();
    }

    private static Optional<List<KeyValuePair>> environment(
            Optional<List<KeyValuePair>> usual, Optional<List<KeyValuePair>> given) {
        return joined(usual, given, pair -> pair.name().orElse(""));
    }

    private static Optional<List<ResourceRequirement>> resources(
            Optional<List<ResourceRequirement>> usual, Optional<List<ResourceRequirement>> given) {
        return joined(usual, given, ResourceRequirement::type);
    }

    /// What is given comes in the place of what has the same key, new things behind.
    private static <T> Optional<List<T>> joined(
            Optional<List<T>> usual, Optional<List<T>> given, Function<T, String> key) {
        if (given.isEmpty()) {
            return usual;
        }
        Map<String, T> all = new LinkedHashMap<>();
        usual.orElse(List.of()).forEach(one -> all.put(key.apply(one), one));
        given.get().forEach(one -> all.put(key.apply(one), one));
        return Optional.of(List.copyOf(all.values()));
    }
}
