package io.argosy.schedules.targets;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.Run;
import io.argosy.shapes.batch.ArrayProperties;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.RetryStrategy;
import io.argosy.shapes.batch.SubmitJobRequest;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.events.BatchArrayProperties;
import io.argosy.shapes.events.BatchParameters;
import io.argosy.shapes.events.BatchRetryStrategy;
import io.argosy.shapes.events.DeadLetterConfig;
import io.argosy.shapes.events.EcsParameters;
import io.argosy.shapes.events.RetryPolicy;
import io.argosy.shapes.events.Target;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A target of a rule (schedules-events-logs 2.3): a task in a cluster, a job in a queue, a log group, or an
/// address outside.
public final class RuleTarget {
    private static final String STARTED_BY = "events-rule/";
    /// What of its payload a job takes.
    private static final List<String> OF_PAYLOAD = List.of("ContainerOverrides", "DependsOn", "Parameters");

    private static final int LARGEST_ARRAY = 10_000;
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_TASKS = 10;

    private static final int GROUP_PART = 6;
    private static final String NO_LOG_EVENT = "An input for a log group has a timestamp and a message.";

    private final Target target;
    private final TargetInput input;

    private RuleTarget(Target target) {
        this.target = target;
        this.input = new TargetInput(target);
    }

    /// Refuses a target that could never be called.
    public static void check(Target target, AccountRegion realm) throws RefusedTarget {
        new TargetInput(target).check();
        new RuleTarget(target).call(realm, RuleEvent.NONE);
    }

    public static Aim aim(Target target, AccountRegion realm, Run run) throws RefusedTarget {
        return aim(target, realm, RuleEvent.of(run, realm));
    }

    public static Aim aim(Target target, AccountRegion realm, RuleEvent event) throws RefusedTarget {
        return new Aim(
                new RuleTarget(target).call(realm, event),
                target.roleArn().orElse(""),
                retries(target),
                target.deadLetterConfig().flatMap(DeadLetterConfig::arn),
                new Aim.Letter(target.arn(), target.input().orElse(event.text())));
    }

    /// How long it is tried again to reach it.
    public static Attempt.Retries retries(Target target) {
        RetryPolicy retries =
                target.retryPolicy().orElseGet(() -> RetryPolicy.builder().build());
        return new Attempt.Retries(
                retries.maximumEventAgeInSeconds().map(Duration::ofSeconds).orElse(Attempt.Retries.USUAL.oldest()),
                retries.maximumRetryAttempts().orElse(Attempt.Retries.USUAL.most()));
    }

    private Aim.Call call(AccountRegion realm, RuleEvent event) throws RefusedTarget {
        refuseOthers();
        DeadLetters.checked(target.deadLetterConfig().flatMap(DeadLetterConfig::arn));
        TargetArn arn = TargetArn.of(target.arn(), realm);
        blocks(arn);
        return switch (arn) {
            case TargetArn.Cluster(String cluster) -> {
                requireRole();
                yield new Aim.Call.Operation(Ecs.RUN_TASK, task(cluster, event));
            }
            case TargetArn.JobQueue(String queue) -> {
                requireRole();
                yield new Aim.Call.Operation(Batch.SUBMIT_JOB, job(queue, event));
            }
            case TargetArn.Destination(String destination) -> {
                requireRole();
                yield new Aim.Call.Webhook(destination, input.of(event));
            }
            case TargetArn.LogGroup(String group) -> log(group, event);
            case TargetArn.Universal _ -> throw new RefusedTarget("scheduler is not a supported service for a target.");
        };
    }

    /// A stream a rule and day. A transformer says the moment and the message both.
    private Aim.Call log(String arn, RuleEvent event) throws RefusedTarget {
        String group = arn.split(":", GROUP_PART + 1)[GROUP_PART].replaceFirst(":\\*$", "");
        Instant at = event.facts().ingested();
        String message = input.of(event);
        if (target.inputTransformer().isPresent() && !event.none()) {
            Map<String, Object> made = Inputs.object(message, NO_LOG_EVENT);
            if (!(made.get("timestamp") instanceof Number moment) || !(made.get("message") instanceof String text)) {
                throw new RefusedTarget(NO_LOG_EVENT);
            }
            at = Instant.ofEpochMilli(moment.longValue());
            message = text;
        }
        String day = at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
        return new Aim.Call.Log(group, event.facts().name() + "/" + day, at, message);
    }

    private void requireRole() throws RefusedTarget {
        if (target.roleArn().isEmpty()) {
            throw new RefusedTarget("RoleArn is required for target " + target.arn() + ".");
        }
    }

    private void refuseOthers() throws RefusedTarget {
        if (target.httpParameters().isPresent()) {
            throw new RefusedTarget("HttpParameters is not available in this version of Argosy.");
        }
    }

    private void blocks(TargetArn arn) throws RefusedTarget {
        block("EcsParameters", target.ecsParameters().isPresent(), arn instanceof TargetArn.Cluster);
        block("BatchParameters", target.batchParameters().isPresent(), arn instanceof TargetArn.JobQueue);
        block("KinesisParameters", target.kinesisParameters().isPresent(), false);
        block("RunCommandParameters", target.runCommandParameters().isPresent(), false);
        block("SqsParameters", target.sqsParameters().isPresent(), false);
        block("RedshiftDataParameters", target.redshiftDataParameters().isPresent(), false);
        block(
                "SageMakerPipelineParameters",
                target.sageMakerPipelineParameters().isPresent(),
                false);
        block("AppSyncParameters", target.appSyncParameters().isPresent(), false);
    }

    private void block(String name, boolean given, boolean wanted) throws RefusedTarget {
        if (given != wanted) {
            throw new RefusedTarget("Parameter(s) " + name + (wanted ? " must be specified" : " not supported")
                    + " for target: " + target.id() + ".");
        }
    }

    private RunTaskRequest task(String cluster, RuleEvent event) throws RefusedTarget {
        EcsParameters given = target.ecsParameters().orElseThrow();
        if (given.taskCount().filter(count -> count > MOST_TASKS).isPresent()) {
            throw new RefusedTarget("Parameter(s) TaskCount not valid for target: " + target.id() + ".");
        }
        if (given.launchType().equals(Optional.of("FARGATE"))
                && given.networkConfiguration().isEmpty()) {
            throw new RefusedTarget("Parameter NetworkConfiguration must be specified for target " + target.id()
                    + " when launch type is FARGATE.");
        }
        RunTaskRequest.Builder task = EcsTask.of(given, event)
                .cluster(cluster)
                .startedBy(STARTED_BY + event.facts().name())
                .clientToken(event.token());
        if (input.said() && (target.input().isPresent() || !event.none())) {
            task.overrides(Inputs.read(payload(event), TaskOverride.STRUCTURE));
        }
        return task.build();
    }

    private Map<String, Object> payload(RuleEvent event) throws RefusedTarget {
        return Inputs.object(input.of(event), "JSON syntax error in input for target " + target.id());
    }

    private SubmitJobRequest job(String queue, RuleEvent event) throws RefusedTarget {
        BatchParameters given = target.batchParameters().orElseThrow();
        Optional<Integer> size = given.arrayProperties().flatMap(BatchArrayProperties::size);
        if (size.filter(jobs -> jobs < 2 || jobs > LARGEST_ARRAY).isPresent()) {
            throw new RefusedTarget("Parameter ArrayProperties is not valid. Reason: Size must be in between 2 and "
                    + LARGEST_ARRAY + ".");
        }
        Optional<Integer> attempts = given.retryStrategy().flatMap(BatchRetryStrategy::attempts);
        if (attempts.filter(times -> times < 1 || times > MOST_ATTEMPTS).isPresent()) {
            throw new RefusedTarget("Parameter RetryStrategy is not valid. Reason: Attempts must be in between 1 and "
                    + MOST_ATTEMPTS + ".");
        }
        Map<String, Object> wanted =
                new LinkedHashMap<>(event.none() && target.input().isEmpty() ? Map.of() : payload(event));
        wanted.keySet().retainAll(OF_PAYLOAD);
        wanted.put("JobName", given.jobName());
        wanted.put("JobQueue", queue);
        wanted.put("JobDefinition", given.jobDefinition());
        return Inputs.read(PascalCase.members(wanted, SubmitJobRequest.STRUCTURE), SubmitJobRequest.STRUCTURE)
                .toBuilder()
                .arrayProperties(
                        size.map(jobs -> ArrayProperties.builder().size(jobs).build()))
                .retryStrategy(attempts.map(
                        times -> RetryStrategy.builder().attempts(times).build()))
                .build();
    }
}
