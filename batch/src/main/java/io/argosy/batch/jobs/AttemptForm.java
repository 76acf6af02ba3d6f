package io.argosy.batch.jobs;

import io.argosy.control.LaunchRequest;
import io.argosy.control.PreparedLaunch;
import io.argosy.jobqueues.environments.EnvironmentClusters;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.model.Owner;
import io.argosy.planning.Demand;
import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.EcsPropertiesOverride;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.ecs.ContainerOverride;
import io.argosy.shapes.ecs.KeyValuePair;
import io.argosy.shapes.ecs.TaskOverride;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the attempts of jobs that run alike have in common in an environment, read once for all that start together:
/// thousands of jobs differ in their names, and in nothing that decides where they go.
record AttemptForm(ComputeEnvironment environment, PreparedLaunch common) {
    /// All of a job that decides how it runs.
    record Likeness(
            String definition,
            Optional<ContainerOverrides> container,
            Optional<EcsPropertiesOverride> containers,
            Optional<Map<String, String>> parameters,
            Optional<Map<String, String>> tags,
            boolean array) {
        static Likeness of(SubmitJobRequest asked) {
            return new Likeness(
                    asked.jobDefinition(),
                    asked.containerOverrides(),
                    asked.ecsPropertiesOverride(),
                    asked.parameters(),
                    asked.tags().filter(_ -> asked.propagateTags().orElse(false)),
                    asked.arrayProperties().isPresent());
        }
    }

    /// The next attempt of this job: its task's group says of which queue it is, `startedBy` of which job, variables
    /// say both to its containers (batch-semantics 10.1).
    PreparedLaunch of(JobRun job) {
        var owner = new Owner.Standalone(
                EnvironmentClusters.GROUP + job.order().queue(), job.id().value());
        TaskOverride overrides = named(common.overrides(), job);
        LaunchRequest what = common.what();
        Demand demand = common.demand();
        return new PreparedLaunch(
                new LaunchRequest(
                        what.scope(),
                        what.definition(),
                        owner,
                        what.capacity(),
                        overrides,
                        what.tags(),
                        what.enableExecuteCommand(),
                        what.constraints(),
                        what.strategies(),
                        what.network(),
                        what.images()),
                common.unavailable(),
                overrides,
                new Demand(
                        owner,
                        demand.needs(),
                        demand.requiredAttributes(),
                        demand.distinctInstance(),
                        demand.memberOf(),
                        demand.external(),
                        demand.provider()),
                common.strategies(),
                common.containers(),
                common.checked());
    }

    private TaskOverride named(TaskOverride overrides, JobRun job) {
        List<KeyValuePair> variables = variables(job);
        return overrides.toBuilder()
                .containerOverrides(overrides.containerOverrides().orElse(List.of()).stream()
                        .map(container -> with(container, variables))
                        .toList())
                .build();
    }

    private static ContainerOverride with(ContainerOverride container, List<KeyValuePair> variables) {
        List<KeyValuePair> all = new ArrayList<>(container.environment().orElse(List.of()));
        all.addAll(variables);
        return container.toBuilder().environment(all).build();
    }

    private List<KeyValuePair> variables(JobRun job) {
        List<KeyValuePair> variables = new ArrayList<>();
        variables.add(AttemptLaunch.pair("AWS_BATCH_JOB_ID", job.id().value()));
        variables.add(AttemptLaunch.pair("AWS_BATCH_JQ_NAME", job.order().queue()));
        variables.add(AttemptLaunch.pair("AWS_BATCH_CE_NAME", environment.name()));
        variables.add(AttemptLaunch.pair(
                "AWS_BATCH_JOB_ATTEMPT", String.valueOf(job.life().attempt())));
        job.index()
                .ifPresent(
                        index -> variables.add(AttemptLaunch.pair("AWS_BATCH_JOB_ARRAY_INDEX", String.valueOf(index))));
        return variables;
    }
}
