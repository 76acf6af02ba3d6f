package io.argosy.schedules.targets;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Attempt;
import io.argosy.schedules.runs.Run;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.RunTaskRequest;
import io.argosy.shapes.ecs.TaskOverride;
import io.argosy.shapes.scheduler.DeadLetterConfig;
import io.argosy.shapes.scheduler.EcsParameters;
import io.argosy.shapes.scheduler.RetryPolicy;
import io.argosy.shapes.scheduler.Target;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The target of a schedule (schedules-events-logs 1.6): a task in a cluster, an operation by its name, or an address
/// outside.
public final class ScheduleTarget {
    private static final String NO_JSON = "JSON syntax error in input for the target";
    private static final String STARTED_BY = "chronos-schedule/";

    private ScheduleTarget() {}

    /// Refuses a target that could never be called.
    public static void check(Target target, AccountRegion realm) throws RefusedTarget {
        call(target, realm, Placeholders.SAMPLE, "schedule", "token");
    }

    public static Aim aim(Target target, AccountRegion realm, Run run) throws RefusedTarget {
        Placeholders facts = Placeholders.of(run, realm);
        RetryPolicy retries =
                target.retryPolicy().orElseGet(() -> RetryPolicy.builder().build());
        return new Aim(
                call(target, realm, facts, run.of().name(), run.id()),
                target.roleArn(),
                new Attempt.Retries(
                        retries.maximumEventAgeInSeconds()
                                .map(Duration::ofSeconds)
                                .orElse(Attempt.Retries.USUAL.oldest()),
                        retries.maximumRetryAttempts().orElse(Attempt.Retries.USUAL.most())),
                target.deadLetterConfig().flatMap(DeadLetterConfig::arn),
                new Aim.Letter(universal(target.arn()), target.input().orElse("")));
    }

    private static String universal(String arn) {
        return arn.startsWith("arn:aws:ecs:") ? "arn:aws:scheduler:::aws-sdk:ecs:runTask" : arn;
    }

    private static Aim.Call call(Target target, AccountRegion realm, Placeholders facts, String name, String token)
            throws RefusedTarget {
        DeadLetters.checked(target.deadLetterConfig().flatMap(DeadLetterConfig::arn));
        TargetArn arn = TargetArn.of(target.arn(), realm);
        otherBlocks(target, arn);
        return switch (arn) {
            case TargetArn.Cluster(String cluster) ->
                new Aim.Call.Operation(Ecs.RUN_TASK, task(cluster, target, facts, name, token));
            case TargetArn.Universal universal -> universal(universal, target, facts, token);
            case TargetArn.Destination(String destination) ->
                new Aim.Call.Webhook(destination, facts.in(target.input().orElse("{}")));
            case TargetArn.JobQueue _ -> throw new RefusedTarget("batch is not a supported service for a target.");
            case TargetArn.LogGroup _ -> throw new RefusedTarget("logs is not a supported service for a target.");
        };
    }

    /// Parameters of another kind of target.
    private static void otherBlocks(Target target, TargetArn arn) throws RefusedTarget {
        Map<String, Boolean> given = Map.of(
                "EcsParameters",
                target.ecsParameters().isPresent() && !(arn instanceof TargetArn.Cluster),
                "EventBridgeParameters",
                target.eventBridgeParameters().isPresent(),
                "EventBridgePutEventsV2Parameters",
                target.eventBridgePutEventsV2Parameters().isPresent(),
                "EventBridgePutRawEventsParameters",
                target.eventBridgePutRawEventsParameters().isPresent(),
                "KinesisParameters",
                target.kinesisParameters().isPresent(),
                "SageMakerPipelineParameters",
                target.sageMakerPipelineParameters().isPresent(),
                "SqsParameters",
                target.sqsParameters().isPresent());
        for (Map.Entry<String, Boolean> block : given.entrySet()) {
            if (block.getValue()) {
                throw new RefusedTarget("Parameters " + block.getKey() + " not supported for the target.");
            }
        }
    }

    private static Aim.Call universal(TargetArn.Universal universal, Target target, Placeholders facts, String token)
            throws RefusedTarget {
        OperationModel<?, ?> model = UniversalTarget.operation(universal);
        if (target.input().isEmpty()) {
            throw new RefusedTarget("You must provide an input to set this target for your schedule");
        }
        Shape input = Inputs.universal(model, facts.in(target.input().get()));
        return new Aim.Call.Operation(
                model,
                input instanceof RunTaskRequest task && task.clientToken().isEmpty()
                        ? task.toBuilder().clientToken(token).build()
                        : input);
    }

    private static RunTaskRequest task(String cluster, Target target, Placeholders facts, String name, String token)
            throws RefusedTarget {
        EcsParameters given = target.ecsParameters()
                .orElseThrow(() -> new RefusedTarget("Parameters EcsParameters must be specified"));
        if (given.launchType().equals(Optional.of("FARGATE"))
                && given.networkConfiguration().isEmpty()) {
            throw new RefusedTarget(
                    "Parameter NetworkConfiguration must be specified for the target when launch type" + " is FARGATE");
        }
        RunTaskRequest.Builder task =
                EcsTask.of(given).cluster(cluster).startedBy(STARTED_BY + name).clientToken(token);
        if (target.input().isPresent()) {
            Map<String, Object> overrides =
                    Inputs.object(facts.in(target.input().get()), NO_JSON);
            task.overrides(Inputs.read(overrides, TaskOverride.STRUCTURE));
        }
        return task.build();
    }
}
