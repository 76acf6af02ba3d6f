package io.argosy.batch.jobs;

import io.argosy.batch.resources.ComputeEnvironment;
import io.argosy.batch.resources.JobDefinition;
import io.argosy.batch.resources.Platform;
import io.argosy.batch.scheduling.Merged;
import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.launches.Capacity;
import io.argosy.launches.NetworkRules;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.EcsPropertiesOverride;
import io.argosy.shapes.batch.TaskContainerOverrides;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// An attempt of a job as what ECS is to launch (batch-semantics 3.9, 10.1): its task's group says that it is a job's
/// and of which queue, `startedBy` of which job.
final class AttemptLaunch {
    /// What the container of a definition with `containerProperties` is called.
    static final String CONTAINER = "default";

    private static final String GROUP = "batch:";

    private AttemptLaunch() {}

    /// The job that a task is an attempt of; nothing for any other task.
    static Optional<JobId> jobOf(Owner owner) {
        return owner instanceof Owner.Standalone(String group, String startedBy) && group.startsWith(GROUP)
                ? JobId.parse(startedBy)
                : Optional.empty();
    }

    static LaunchRequest of(
            ClusterScope scope, ComputeEnvironment environment, JobDefinition definition, TaskDefinition as, JobRun job) {
        boolean fargate = environment.platform() == Platform.FARGATE;
        return new LaunchRequest(
                scope,
                as,
                new Owner.Standalone(GROUP + job.order().queue(), job.id().value()),
                fargate ? Capacity.of(LaunchType.FARGATE) : Capacity.EC2,
                overrides(environment, definition, job),
                tags(definition, job),
                executable(definition),
                List.of(),
                List.of(),
                NetworkRules.anyNeededBy(as.content()),
                Map.of());
    }

    private static boolean executable(JobDefinition definition) {
        return definition
                .configuration()
                .containerProperties()
                .flatMap(properties -> properties.enableExecuteCommand())
                .orElse(false);
    }

    private static List<Tag> tags(JobDefinition definition, JobRun job) {
        if (!job.order().asked().propagateTags().orElse(false) || job.index().isPresent()) {
            return List.of();
        }
        return Merged.parameters(definition.tags(), job.order().asked().tags().orElse(Map.of())).entrySet().stream()
                .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static TaskOverride overrides(ComputeEnvironment environment, JobDefinition definition, JobRun job) {
        List<KeyValuePair> variables = variables(environment, job);
        return TaskOverride.builder()
                .containerOverrides(containers(definition, job).stream()
                        .map(container -> container.toBuilder()
                                .environment(Stream.concat(
                                                container.environment().orElse(List.of()).stream(), variables.stream())
                                        .toList())
                                .build())
                        .toList())
                .build();
    }

    private static List<KeyValuePair> variables(ComputeEnvironment environment, JobRun job) {
        List<KeyValuePair> variables = new ArrayList<>();
        variables.add(pair("AWS_BATCH_JOB_ID", job.id().value()));
        variables.add(pair("AWS_BATCH_JQ_NAME", job.order().queue()));
        variables.add(pair("AWS_BATCH_CE_NAME", environment.name()));
        variables.add(pair("AWS_BATCH_JOB_ATTEMPT", String.valueOf(job.life().attempt())));
        job.index().ifPresent(index -> variables.add(pair("AWS_BATCH_JOB_ARRAY_INDEX", String.valueOf(index))));
        return variables;
    }

    private static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    private static List<ContainerOverride> containers(JobDefinition definition, JobRun job) {
        var asked = job.order().asked();
        Map<String, String> parameters = Merged.parameters(
                definition.configuration().parameters().orElse(Map.of()),
                asked.parameters().orElse(Map.of()));
        Stream<ContainerOverride> single = definition.configuration().containerProperties().stream()
                .map(usual -> {
                    var merged = Merged.container(usual, asked.containerOverrides(), parameters);
                    Optional<ContainerOverrides> over = asked.containerOverrides();
                    boolean sized = over.filter(given -> given.resourceRequirements().isPresent()
                                    || given.vcpus().isPresent()
                                    || given.memory().isPresent())
                            .isPresent();
                    return ContainerOverride.builder()
                            .name(CONTAINER)
                            .command(merged.command().filter(words -> !usual.command().equals(Optional.of(words))))
                            .environment(environment(over.flatMap(ContainerOverrides::environment)))
                            .cpu(Optional.of(JobResources.of(merged).cpu()).filter(_ -> sized))
                            .memory(Optional.of(JobResources.of(merged).memoryMib()).filter(_ -> sized))
                            .build();
                });
        Stream<ContainerOverride> several = definition.configuration().ecsProperties().stream()
                .map(usual -> Merged.ecs(usual, asked.ecsPropertiesOverride(), parameters))
                .flatMap(merged -> merged.taskProperties().stream())
                .flatMap(task -> task.containers().stream())
                .map(merged -> {
                    TaskContainerOverrides over = given(asked.ecsPropertiesOverride(), merged.name());
                    boolean sized = over.resourceRequirements().isPresent();
                    return ContainerOverride.builder()
                            .name(merged.name())
                            .command(merged.command())
                            .environment(environment(over.environment()))
                            .cpu(Optional.of(JobResources.of(merged).cpu()).filter(_ -> sized))
                            .memory(Optional.of(JobResources.of(merged).memoryMib()).filter(_ -> sized))
                            .build();
                });
        return Stream.concat(single, several).toList();
    }

    private static TaskContainerOverrides given(Optional<EcsPropertiesOverride> overrides, Optional<String> name) {
        return overrides.flatMap(EcsPropertiesOverride::taskProperties).stream()
                .flatMap(Collection::stream)
                .flatMap(task -> task.containers().stream())
                .flatMap(Collection::stream)
                .filter(container -> container.name().equals(name))
                .findFirst()
                .orElseGet(() -> TaskContainerOverrides.builder().build());
    }

    private static List<KeyValuePair> environment(Optional<List<io.argosy.shapes.batch.KeyValuePair>> given) {
        return given.orElse(List.of()).stream()
                .map(pair -> pair(pair.name().orElse(""), pair.value().orElse("")))
                .toList();
    }
}
