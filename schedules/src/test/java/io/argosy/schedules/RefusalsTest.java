package io.argosy.schedules;

import static io.argosy.schedules.Definitions.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.shapes.events.BatchParameters;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.events.PutTargetsRequest;
import io.argosy.shapes.scheduler.CreateScheduleInput;
import io.argosy.shapes.scheduler.DeadLetterConfig;
import io.argosy.shapes.scheduler.EcsParameters;
import io.argosy.shapes.scheduler.FlexibleTimeWindow;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.SqsParameters;
import io.argosy.shapes.scheduler.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is refused, in the words of its clients.
final class RefusalsTest {
    private static final String UNIVERSAL = "arn:aws:scheduler:::aws-sdk:";

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private String refusal(CreateScheduleInput.Builder schedule) {
        return fleet.outcome(Scheduler.CREATE_SCHEDULE, schedule.build()).replaceFirst("^ValidationException: ", "");
    }

    private String refusal(Target.Builder target) {
        return refusal(schedule("s", "rate(1 minute)").target(target.build()));
    }

    private static Target.Builder target(String arn) {
        return Target.builder().arn(arn).roleArn(Fleet.ROLE);
    }

    @Test
    void times() {
        assertThat(refusal(schedule("s", "cron(0 0 * * *)"))).isEqualTo("Invalid Schedule Expression cron(0 0 * * *).");
        assertThat(refusal(schedule("s", "cron(0 0 1 1 ? 2025)"))).endsWith("will never schedule.");
        assertThat(refusal(schedule("s", "rate(1 day)").scheduleExpressionTimezone("Europe/Atlantis")))
                .isEqualTo("Invalid Schedule Expression Timezone Europe/Atlantis.");
        assertThat(refusal(schedule("s", "rate(1 day)").startDate(Fleet.NOON.minus(Duration.ofMinutes(6)))))
                .isEqualTo("The StartDate you specify cannot be earlier than 5 minutes ago.");
        assertThat(refusal(schedule("s", "rate(1 day)").startDate(Fleet.NOON).endDate(Fleet.NOON)))
                .isEqualTo("The StartDate you specify must come before the EndDate.");
        assertThat(refusal(schedule("s", "rate(1 day)")
                        .flexibleTimeWindow(
                                FlexibleTimeWindow.builder().mode("FLEXIBLE").build())))
                .startsWith("MaximumWindowInMinutes must be provided");
        assertThat(refusal(schedule("s", "rate(1 day)")
                        .flexibleTimeWindow(FlexibleTimeWindow.builder()
                                .mode("OFF")
                                .maximumWindowInMinutes(5)
                                .build())))
                .startsWith("MaximumWindowInMinutes must not be provided");
        assertThat(refusal(schedule("s", "at(2020-01-01T00:00)"))).isEqualTo("ok");
    }

    @Test
    void targets() {
        assertThat(refusal(target("cluster"))).isEqualTo("Provided Arn is not in correct format.");
        assertThat(refusal(target("arn:aws:lambda:local-1:123456789012:function:f")))
                .isEqualTo("lambda is not a supported service for a target.");
        assertThat(refusal(target("arn:aws:ecs:else-1:123456789012:cluster/main")))
                .isEqualTo("The target ARN provided does not match the current region local-1.");
        assertThat(refusal(target(Fleet.CLUSTER))).isEqualTo("Parameters EcsParameters must be specified");
        assertThat(refusal(Definitions.task("s")
                        .sqsParameters(SqsParameters.builder().build())))
                .isEqualTo("Parameters SqsParameters not supported for the target.");
        assertThat(refusal(Definitions.task("s").input("{"))).isEqualTo("JSON syntax error in input for the target");
        assertThat(refusal(Definitions.task("s")
                        .ecsParameters(EcsParameters.builder()
                                .taskDefinitionArn("s")
                                .launchType("FARGATE")
                                .build())))
                .startsWith("Parameter NetworkConfiguration must be specified");
        assertThat(refusal(Definitions.task("s")
                        .deadLetterConfig(DeadLetterConfig.builder()
                                .arn("arn:aws:sqs:local-1:123456789012:queue")
                                .build())))
                .isEqualTo("sqs is not supported as a dead letter resource");
    }

    @Test
    void universalTargets() {
        assertThat(refusal(target(UNIVERSAL + "ecs:runTask")))
                .isEqualTo("You must provide an input to set this target for your schedule");
        assertThat(refusal(target(UNIVERSAL + "ecs:describeTasks").input("{}")))
                .isEqualTo("describeTasks API is not supported.");
        assertThat(refusal(target(UNIVERSAL + "s3:putObject").input("{}")))
                .isEqualTo("s3 is not a supported service for a target.");
        assertThat(refusal(target(UNIVERSAL + "batch:submitJob").input("{\"jobName\":\"a\",\"JobQueue\":\"q\"}")))
                .isEqualTo("Invalid RequestJson provided. Reason Request payload is missing the following field(s):"
                        + " JobName, JobDefinition.");
    }

    @Test
    void options() {
        assertThat(refusal(schedule("s", "rate(1 day)").description("argosy:overlap=maybe")))
                .isEqualTo("argosy:overlap should be allow, skip, queue or replace, not maybe");
        assertThat(refusal(schedule("s", "rate(1 day)").description("argosy:catch-up=101")))
                .isEqualTo("argosy:catch-up should be none, last or a number up to 100, not 101");
        assertThat(refusal(schedule("s", "rate(1 day)").description("argosy:no-room=soon")))
                .isEqualTo("argosy:no-room should be a time like 90s, 15m, 26h or 2d, not soon");
        assertThat(refusal(schedule("s", "rate(1 day)").description("argosy:alert=me@example.org")))
                .isEqualTo(
                        "argosy:alert should be the ARN of a log group or of an API destination, not me@example.org");
        assertThat(refusal(schedule("s", "rate(1 day)").description("see argosy:owerlap=skip")))
                .startsWith("argosy:owerlap should be one of argosy:overlap");
    }

    @Test
    void targetsOfRules() {
        assertThat(fleet.outcome(
                        Events.PUT_RULE,
                        PutRuleRequest.builder()
                                .name("r")
                                .scheduleExpression("rate(1 minutes)")
                                .build()))
                .isEqualTo("ValidationException: Parameter ScheduleExpression is not valid.");
        fleet.call(
                Events.PUT_RULE,
                PutRuleRequest.builder()
                        .name("r")
                        .scheduleExpression("rate(1 minute)")
                        .build());
        var task = io.argosy.shapes.events.Target.builder().id("t").arn(Fleet.CLUSTER);
        assertThat(refusalOfRule(task.build()))
                .isEqualTo("ValidationException: Parameter(s) EcsParameters must be specified for target: t.");
        var job = io.argosy.shapes.events.Target.builder()
                .id("j")
                .arn("arn:aws:batch:local-1:123456789012:job-queue/q")
                .batchParameters(BatchParameters.builder()
                        .jobName("j")
                        .jobDefinition("j")
                        .build());
        assertThat(refusalOfRule(job.build()))
                .isEqualTo("ValidationException: RoleArn is required for target"
                        + " arn:aws:batch:local-1:123456789012:job-queue/q.");
        assertThat(refusalOfRule(job.roleArn(Fleet.ROLE).inputPath("x").build()))
                .isEqualTo("ValidationException: InputPath for target j is invalid.");
        assertThat(refusalOfRule(job.inputPath("$.x").input("{}").build()))
                .isEqualTo("ValidationException: Only one of Input, InputPath, or InputTransformer must be provided"
                        + " for target j.");
    }

    private String refusalOfRule(io.argosy.shapes.events.Target target) {
        return fleet.outcome(
                Events.PUT_TARGETS,
                PutTargetsRequest.builder().rule("r").targets(List.of(target)).build());
    }
}
