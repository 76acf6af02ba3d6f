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
import io.argosy.shapes.json.JsonTree;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A target of a scheduled rule (schedules-events-logs 2.3): a task in a cluster, a job in a queue, or an address
/// outside.
public final class RuleTarget {
    private static final String STARTED_BY = "events-rule/";
    /// What of its payload a job takes.
    private static final List<String> OF_PAYLOAD = List.of("ContainerOverrides", "DependsOn", "Parameters");

    private static final int LARGEST_ARRAY = 10_000;
    private static final int MOST_ATTEMPTS = 10;
    private static final int MOST_TASKS = 10;

    private final Target target;

    private RuleTarget(Target target) {
        this.target = target;
    }

    /// Refuses a target that could never be called.
    public static void check(Target target, AccountRegion realm) throws RefusedTarget {
        new RuleTarget(target).call(realm, "rule", "token", "{}");
    }

    public static Aim aim(Target target, AccountRegion realm, Run run) throws RefusedTarget {
        RetryPolicy retries =
                target.retryPolicy().orElseGet(() -> RetryPolicy.builder().build());
        String event = event(run, realm);
        return new Aim(
                new RuleTarget(target).call(realm, run.of().name(), run.id(), event),
                target.roleArn().orElse(""),
                new Attempt.Retries(
                        retries.maximumEventAgeInSeconds()
                                .map(Duration::ofSeconds)
                                .orElse(Attempt.Retries.USUAL.oldest()),
                        retries.maximumRetryAttempts().orElse(Attempt.Retries.USUAL.most())),
                target.deadLetterConfig().flatMap(DeadLetterConfig::arn),
                new Aim.Letter(target.arn(), target.input().orElse(event)));
    }

    /// What a scheduled rule hands to its targets (schedules-events-logs 2.4).
    private static String event(Run run, AccountRegion realm) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("version", "0");
        event.put("id", run.id());
        event.put("detail-type", "Scheduled Event");
        event.put("source", "aws.events");
        event.put("account", realm.account());
        event.put("time", run.due().truncatedTo(ChronoUnit.SECONDS).toString());
        event.put("region", realm.region());
        event.put("resources", List.of(run.of().arn(realm)));
        event.put("detail", Map.of());
        return JsonTree.write(event);
    }

    private Aim.Call call(AccountRegion realm, String rule, String token, String event) throws RefusedTarget {
        refuseOthers();
        DeadLetters.checked(target.deadLetterConfig().flatMap(DeadLetterConfig::arn));
        TargetArn arn = TargetArn.of(target.arn(), realm);
        blocks(arn);
        return switch (arn) {
            case TargetArn.Cluster(String cluster) -> {
                requireRole();
                yield new Aim.Call.Operation(Ecs.RUN_TASK, task(cluster, rule, token));
            }
            case TargetArn.JobQueue(String queue) -> {
                requireRole();
                yield new Aim.Call.Operation(Batch.SUBMIT_JOB, job(queue));
            }
            case TargetArn.Destination(String destination) -> {
                requireRole();
                yield new Aim.Call.Webhook(destination, target.input().orElse(event));
            }
            case TargetArn.LogGroup _ -> throw new RefusedTarget("logs is not a supported service for a target.");
            case TargetArn.Universal _ -> throw new RefusedTarget("scheduler is not a supported service for a target.");
        };
    }

    private void requireRole() throws RefusedTarget {
        if (target.roleArn().isEmpty()) {
            throw new RefusedTarget("RoleArn is required for target " + target.arn() + ".");
        }
    }

    private void refuseOthers() throws RefusedTarget {
        for (var member : List.of(
                Map.entry("InputPath", target.inputPath().isPresent()),
                Map.entry("InputTransformer", target.inputTransformer().isPresent()),
                Map.entry("HttpParameters", target.httpParameters().isPresent()))) {
            if (member.getValue()) {
                throw new RefusedTarget(member.getKey() + " is not available in this version of Argosy.");
            }
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

    private RunTaskRequest task(String cluster, String rule, String token) throws RefusedTarget {
        EcsParameters given = target.ecsParameters().orElseThrow();
        if (given.taskCount().filter(count -> count > MOST_TASKS).isPresent()) {
            throw new RefusedTarget("Parameter(s) TaskCount not valid for target: " + target.id() + ".");
        }
        if (given.launchType().equals(Optional.of("FARGATE"))
                && given.networkConfiguration().isEmpty()) {
            throw new RefusedTarget("Parameter NetworkConfiguration must be specified for target " + target.id()
                    + " when launch type is FARGATE.");
        }
        RunTaskRequest.Builder task =
                EcsTask.of(given).cluster(cluster).startedBy(STARTED_BY + rule).clientToken(token);
        if (target.input().isPresent()) {
            task.overrides(Inputs.read(payload(), TaskOverride.STRUCTURE));
        }
        return task.build();
    }

    private Map<String, Object> payload() throws RefusedTarget {
        return Inputs.object(target.input().orElse("{}"), "JSON syntax error in input for target " + target.id());
    }

    private SubmitJobRequest job(String queue) throws RefusedTarget {
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
        Map<String, Object> wanted = new LinkedHashMap<>(payload());
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
