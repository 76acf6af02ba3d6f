package io.argosy.batch.jobs;

import io.argosy.batch.scheduling.Merged;
import io.argosy.batch.scheduling.Parameters;
import io.argosy.jobqueues.definitions.ContainerRules;
import io.argosy.jobqueues.definitions.DefinitionRules;
import io.argosy.jobqueues.definitions.JobTasks;
import io.argosy.jobqueues.definitions.RetryRules;
import io.argosy.jobqueues.resources.BatchErrors;
import io.argosy.jobqueues.resources.BatchNames;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.ComputeEnvironment;
import io.argosy.jobqueues.resources.JobDefinition;
import io.argosy.jobqueues.resources.JobQueue;
import io.argosy.jobqueues.resources.Platform;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.batch.ArrayProperties;
import io.argosy.shapes.batch.ContainerOverrides;
import io.argosy.shapes.batch.EcsTaskProperties;
import io.argosy.shapes.batch.RegisterJobDefinitionRequest;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.batch.TaskContainerProperties;
import io.argosy.shapes.json.RecordCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a job must be like to be taken (batch-semantics 7), in the order in which Batch finds fault with it. What it
/// waits for is looked at with the write (`JobDependencies`).
final class SubmitRules {
    private static final Pattern DEFINITION = Pattern.compile("[a-zA-Z_0-9-]{1,128}(:[0-9]+)?");
    private static final Pattern SHARE = Pattern.compile("[A-Za-z0-9]{1,255}");
    private static final int LARGEST_KIB = 30;
    private static final int MOST_TAGS = 50;
    private static final int MOST_DEPENDENCIES = 20;
    private static final int SMALLEST_ARRAY = 2;
    private static final int LARGEST_ARRAY = 10_000;

    private final DefinitionRules definitions;

    SubmitRules(DefinitionRules definitions) {
        this.definitions = definitions;
    }

    /// A request that may be taken, with what it names, and the task that an attempt of the job would be.
    record Accepted(SubmitJobRequest asked, JobQueue queue, JobDefinition definition, EcsTaskProperties task) {}

    Accepted accepted(Caller caller, BatchState batch, SubmitJobRequest asked) {
        if (!BatchNames.valid(asked.jobName())) {
            throw BatchErrors.wrapped(caller, "Job name should match valid pattern");
        }
        JobQueue queue = queue(batch, asked.jobQueue());
        JobDefinition definition = definition(caller, batch, asked.jobDefinition());
        kinds(caller, definition, asked);
        RegisterJobDefinitionRequest merged = Merged.of(definition.configuration(), asked);
        sizes(caller, asked);
        platform(caller, batch, queue, definition);
        content(caller, asked, merged);
        EcsTaskProperties task = JobTasks.of(merged).getFirst();
        parameters(caller, task, merged.parameters().orElse(Map.of()));
        shares(caller, queue, definition, asked);
        return new Accepted(asked, queue, definition, task);
    }

    static JobQueue queue(BatchState batch, String reference) {
        JobQueue queue =
                batch.queue(reference).orElseThrow(() -> BatchErrors.plain("JobQueue " + reference + " not found."));
        if (!queue.enabled() || queue.status() != JobQueue.Status.VALID) {
            throw BatchErrors.plain("Job Queue " + batch.arns().queue(queue.name()) + " is not ENABLED");
        }
        return queue;
    }

    private static JobDefinition definition(Caller caller, BatchState batch, String reference) {
        boolean arn = reference.startsWith("arn:");
        if (!arn && !DEFINITION.matcher(reference).matches()) {
            throw BatchErrors.wrapped(
                    caller, "Provided name " + reference + " is not supported pattern[a-zA-Z_0-9-]{1,128}");
        }
        return batch.definition(reference)
                .filter(JobDefinition::active)
                .orElseThrow(() -> BatchErrors.wrapped(
                        caller,
                        arn
                                ? "JobDefinition " + reference + " not found."
                                : "JobDefinition name " + reference + " does not exist or is not in ACTIVE status"));
    }

    private static void kinds(Caller caller, JobDefinition definition, SubmitJobRequest asked) {
        if (asked.eksPropertiesOverride().isPresent()) {
            throw BatchErrors.unsupported("eksPropertiesOverride");
        }
        if (definition.multiNode() || asked.nodeOverrides().isPresent()) {
            throw BatchErrors.unsupported("A multi-node parallel job");
        }
        boolean single = definition.configuration().containerProperties().isPresent();
        refuse(
                caller,
                asked.containerOverrides().isPresent() && !single,
                "containerOverrides needs a job definition with containerProperties.");
        refuse(
                caller,
                asked.ecsPropertiesOverride().isPresent() && single,
                "ecsPropertiesOverride needs a job definition with ecsProperties.");
    }

    private static void refuse(Caller caller, boolean so, String text) {
        if (so) {
            throw BatchErrors.wrapped(caller, text);
        }
    }

    private void sizes(Caller caller, SubmitJobRequest asked) {
        if (asked.tags().orElse(Map.of()).size() > MOST_TAGS) {
            throw new ApiError(
                            "ValidationError",
                            "Value at 'tags' failed to satisfy constraint: Member must have length less than or equal"
                                    + " to " + MOST_TAGS)
                    .thrown();
        }
        int dependencies = asked.dependsOn().orElse(List.of()).size();
        refuse(caller, dependencies > MOST_DEPENDENCIES, "Job cannot have more than 20 dependencies");
        int size = asked.arrayProperties().flatMap(ArrayProperties::size).orElse(SMALLEST_ARRAY);
        refuse(caller, size < SMALLEST_ARRAY || size > LARGEST_ARRAY, "Array size must be between 2 and 10000.");
        int kib = RecordCodec.text(asked).getBytes(StandardCharsets.UTF_8).length / 1024;
        refuse(caller, kib >= LARGEST_KIB, "Job size must be less than 30 KiB, got " + kib + " KiB");
    }

    private static void platform(Caller caller, BatchState batch, JobQueue queue, JobDefinition definition) {
        Set<Platform> offered = queue.environments().stream()
                .flatMap(name -> batch.environment(name).stream())
                .map(ComputeEnvironment::platform)
                .collect(Collectors.toSet());
        Set<Platform> wanted = JobTasks.platforms(definition.configuration());
        refuse(
                caller,
                wanted.stream().noneMatch(offered::contains),
                "Job Queue is attached to Compute Environment that can not run Jobs with capability "
                        + wanted.iterator().next().name() + ".");
    }

    private void content(Caller caller, SubmitJobRequest asked, RegisterJobDefinitionRequest merged) {
        Stream.of(
                        asked.containerOverrides().flatMap(ContainerOverrides::command).stream()
                                .flatMap(ContainerRules::command),
                        asked.containerOverrides().stream()
                                .filter(over -> over.instanceType().isPresent())
                                .map(_ -> "instanceType is only applicable for multi-node parallel jobs."),
                        asked.retryStrategy().stream().flatMap(RetryRules::breaches),
                        asked.timeout().stream().flatMap(definitions::timeout),
                        DefinitionRules.priority(asked.schedulingPriorityOverride()),
                        asked.consumableResourcePropertiesOverride().stream().flatMap(DefinitionRules::consumables))
                .flatMap(breaches -> breaches)
                .findFirst()
                .ifPresent(text -> refuse(caller, true, text));
        if (asked.containerOverrides().isPresent()
                || asked.ecsPropertiesOverride().isPresent()) {
            definitions.check(caller, merged);
        }
    }

    private static void parameters(Caller caller, EcsTaskProperties task, Map<String, String> given) {
        task.containers().stream()
                .map(TaskContainerProperties::command)
                .flatMap(Optional::stream)
                .flatMap(command -> Parameters.missing(command, given).stream())
                .findFirst()
                .ifPresent(name ->
                        refuse(caller, true, "Unable to substitute value. No parameter found for reference " + name));
    }

    private static void shares(Caller caller, JobQueue queue, JobDefinition definition, SubmitJobRequest asked) {
        if (queue.policy().isEmpty()) {
            refuse(
                    caller,
                    asked.shareIdentifier().isPresent()
                            || asked.schedulingPriorityOverride().isPresent(),
                    "Job with shareIdentifier or schedulingPriority can onlybe submitted to job queue with fair share"
                            + " scheduling policy.");
            return;
        }
        refuse(caller, asked.shareIdentifier().isEmpty(), "shareIdentifier must be specified.");
        refuse(
                caller,
                !SHARE.matcher(asked.shareIdentifier().get()).matches(),
                "shareIdentifier should have 1 to 255 letters and digits.");
        refuse(
                caller,
                asked.schedulingPriorityOverride().isEmpty()
                        && definition.configuration().schedulingPriority().isEmpty(),
                "Either schedulingPriority in job definition or schedulingPriorityOverride should be specified.");
    }
}
