package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.Merged;
import io.argosy.control.ClusterScope;
import io.argosy.control.LaunchRequest;
import io.argosy.jobqueues.definitions.JobResources;
import io.argosy.jobqueues.definitions.JobTasks;
import io.argosy.jobqueues.definitions.TaskDefinitionForm;
import io.argosy.jobqueues.environments.EnvironmentClusters;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.Platform;
import io.argosy.launches.Capacity;
import io.argosy.launches.NetworkRules;
import io.argosy.model.LaunchType;
import io.argosy.model.Owner;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.batch.TaskContainerProperties;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An attempt of a job as what ECS is to launch (batch-semantics 3.9, 10.1): its task's group says that it is a
/// job's and of which queue, `startedBy` of which job.
final class AttemptLaunch {
    private AttemptLaunch() {}

    /// The job that a task is an attempt of; nothing for any other task.
    static Optional<JobId> jobOf(Owner owner) {
        return owner instanceof Owner.Standalone(String group, String startedBy)
                        && group.startsWith(EnvironmentClusters.GROUP)
                ? JobId.parse(startedBy)
                : Optional.empty();
    }

    /// What jobs of an order launch with this definition, whoever of them it is: nothing names the job.
    static LaunchRequest of(
            ClusterScope scope,
            ComputeEnvironment environment,
            JobDefinition definition,
            TaskDefinition as,
            SubmitJobRequest asked) {
        boolean fargate = environment.platform() == Platform.FARGATE;
        return new LaunchRequest(
                scope,
                as,
                new Owner.Standalone(EnvironmentClusters.GROUP, ""),
                fargate ? Capacity.of(LaunchType.FARGATE) : Capacity.EC2,
                overrides(environment, definition, asked),
                tags(definition, asked),
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

    /// Children of arrays get none.
    private static List<Tag> tags(JobDefinition definition, SubmitJobRequest asked) {
        if (!asked.propagateTags().orElse(false) || asked.arrayProperties().isPresent()) {
            return List.of();
        }
        return Merged.over(Optional.of(definition.tags()), asked.tags()).entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static TaskOverride overrides(
            ComputeEnvironment environment, JobDefinition definition, SubmitJobRequest asked) {
        EcsTaskProperties task =
                JobTasks.of(Merged.of(definition.configuration(), asked)).getFirst();
        var override = TaskOverride.builder()
                .containerOverrides(
                        task.containers().stream().map(AttemptLaunch::override).toList());
        if (environment.platform() == Platform.FARGATE) {
            JobResources size = TaskDefinitionForm.size(task);
            override.cpu(String.valueOf(size.cpuUnits())).memory(String.valueOf(size.memoryMib()));
        }
        return override.build();
    }

    private static ContainerOverride override(TaskContainerProperties container) {
        JobResources size = JobResources.of(container.resourceRequirements().orElse(List.of()));
        return ContainerOverride.builder()
                .name(container.name())
                .command(container.command().filter(words -> !words.isEmpty()))
                .environment(container.environment().orElse(List.of()).stream()
                        .map(one -> pair(one.name().orElse(""), one.value().orElse("")))
                        .toList())
                .cpu(size.cpuUnits())
                .memory(size.limitMib())
                .build();
    }

    static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }
}
