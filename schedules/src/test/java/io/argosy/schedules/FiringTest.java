package io.argosy.schedules;

import static io.argosy.schedules.Definitions.schedule;
import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.Task;
import io.argosy.shapes.argosy.ScheduledRun;
import io.argosy.shapes.scheduler.CreateScheduleInput;
import io.argosy.shapes.scheduler.DeadLetterConfig;
import io.argosy.shapes.scheduler.GetScheduleInput;
import io.argosy.shapes.scheduler.RetryPolicy;
import io.argosy.shapes.scheduler.Scheduler;
import io.argosy.shapes.scheduler.Target;
import io.argosy.wire.access.Rights;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What happens when a schedule is due: what is started, and what is remembered of it.
final class FiringTest {
    private static final String LETTERS = "arn:aws:logs:local-1:123456789012:log-group:/letters";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private Fleet fleet;

    @BeforeEach
    void open() throws IOException {
        fleet = new Fleet(folder);
        fleet.defined("etl");
    }

    @AfterEach
    void close() {
        fleet.close();
    }

    private void made(CreateScheduleInput.Builder schedule) {
        fleet.call(Scheduler.CREATE_SCHEDULE, schedule.build());
        fleet.step();
    }

    @Test
    void aTaskRunsAtItsTimeAndItsEndIsRemembered() {
        fleet.joined(3);
        made(schedule("etl", "at(2026-01-05T12:00:30)"));

        fleet.pass(Duration.ofSeconds(29));
        assertThat(fleet.tasks()).isEmpty();
        fleet.pass(Duration.ofSeconds(1));

        Task task = fleet.tasks().getFirst();
        assertThat(task.owner().startedBy()).isEqualTo("chronos-schedule/etl");
        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:30Z STARTED");
        fleet.exit(3);
        ScheduledRun run = fleet.remembered("etl").getFirst();
        assertThat(run.state()).contains("FAILED");
        assertThat(run.reason()).contains("Essential container in task exited");
        assertThat(run.containers().orElseThrow()).singleElement().satisfies(container -> {
            assertThat(container.exitCode()).contains(3);
            assertThat(container.logGroup()).contains("/ecs/etl");
            assertThat(container.logStream()).contains("s/app/" + task.id());
        });
    }

    @Test
    void aRunWaitsForRoomAndTakesItWhenThereIsSome() {
        made(schedule("etl", "at(2026-01-05T12:00)").description("argosy:no-room=10m"));
        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z WAITING");

        fleet.pass(MINUTE);
        fleet.joined(1);
        fleet.pass(MINUTE);

        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z STARTED");
    }

    @Test
    void aRunThatFindsNoRoomInItsTimeIsGivenUpAndAlerted() {
        made(schedule("etl", "at(2026-01-05T12:00)").description("argosy:no-room=30s argosy:alert=" + LETTERS));

        fleet.pass(MINUTE);

        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z NOT_STARTED");
        assertThat(fleet.logged("/letters"))
                .singleElement()
                .asString()
                .contains("\"outcome\":\"NOT_STARTED\"", "No Container Instances were found");
    }

    @Test
    void retriesEndWithADeadLetterAsQueuesHaveThem() {
        var policy = RetryPolicy.builder().maximumRetryAttempts(2).build();
        Target target = Definitions.task("etl")
                .retryPolicy(policy)
                .input("{\"containerOverrides\":[{\"name\":\"app\",\"command\":[\"<aws.scheduler.attempt-number>\"]}]}")
                .deadLetterConfig(DeadLetterConfig.builder().arn(LETTERS).build())
                .build();
        made(schedule("etl", "at(2026-01-05T12:00)").target(target));

        fleet.pass(MINUTE);

        assertThat(fleet.remembered("etl").getFirst().attempts()).contains(3);
        assertThat(fleet.logged("/letters"))
                .singleElement()
                .asString()
                .contains(
                        "\"RETRY_ATTEMPTS\":\"2\"",
                        "\"EXHAUSTED_RETRY_CONDITION\":\"MaximumRetryAttempts\"",
                        "\"TARGET_ARN\":\"arn:aws:scheduler:::aws-sdk:ecs:runTask\"",
                        "<aws.scheduler.attempt-number>");
    }

    @Test
    void whatTheRoleMayNotDoIsNotTriedAgain() {
        fleet.joined(1);
        fleet.limit(Rights.where(permission -> false));
        made(schedule("etl", "at(2026-01-05T12:00)"));

        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z NOT_STARTED");
        assertThat(fleet.remembered("etl").getFirst().reason().orElseThrow())
                .startsWith("AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/scheduler/scheduler"
                        + " is not authorized to perform: ecs:RunTask");
    }

    @Test
    void overlapsAreAllowedSkippedQueuedOrReplaced() {
        fleet.joined(10);
        for (String policy : List.of("allow", "skip", "queue", "replace")) {
            fleet.defined(policy);
            made(schedule(policy, "rate(1 minute)").description("argosy:overlap=" + policy));
        }

        fleet.pass(MINUTE.multipliedBy(2));

        assertThat(fleet.runs("allow")).allMatch(run -> run.endsWith("STARTED")).hasSize(3);
        assertThat(fleet.runs("skip")).extracting(FiringTest::state).containsExactly("STARTED", "SKIPPED", "SKIPPED");
        assertThat(fleet.runs("queue")).extracting(FiringTest::state).containsExactly("STARTED", "QUEUED", "SKIPPED");
        assertThat(fleet.runs("replace"))
                .extracting(FiringTest::state)
                .containsExactly("REPLACED", "REPLACED", "STARTED");
        assertThat(fleet.running()).hasSize(3 + 1 + 1 + 1);
        fleet.exit(0);
        assertThat(fleet.runs("queue"))
                .extracting(FiringTest::state)
                .containsExactly("SUCCEEDED", "STARTED", "SKIPPED");
    }

    private static String state(String run) {
        return run.substring(run.indexOf(' ') + 1);
    }

    @Test
    void aUniversalTargetCallsItsOperationAsItsInputSays() {
        fleet.joined(1);
        Target task = Target.builder()
                .arn("arn:aws:scheduler:::aws-sdk:ecs:runTask")
                .roleArn(Fleet.ROLE)
                .input("{\"Cluster\":\"main\",\"TaskDefinition\":\"etl\",\"StartedBy\":\"me\","
                        + "\"Overrides\":{\"ContainerOverrides\":[{\"Name\":\"app\",\"Command\":[\"go\"]}]}}")
                .build();
        Target job = Target.builder()
                .arn("arn:aws:scheduler:::aws-sdk:batch:submitJob")
                .roleArn(Fleet.ROLE)
                .input("{\"JobName\":\"load\",\"JobQueue\":\"q\",\"JobDefinition\":\"load\","
                        + "\"Parameters\":{\"Day\":\"<aws.scheduler.scheduled-time>\"}}")
                .build();

        made(schedule("universal", "at(2026-01-05T12:00)").target(task));
        made(schedule("job", "at(2026-01-05T12:00)").target(job));

        assertThat(fleet.tasks()).singleElement().satisfies(made -> {
            assertThat(made.owner().startedBy()).isEqualTo("me");
            assertThat(made.overrides()
                            .containerOverrides()
                            .orElseThrow()
                            .getFirst()
                            .command())
                    .contains(List.of("go"));
        });
        assertThat(fleet.batch().submitted().getFirst().parameters().orElseThrow())
                .containsEntry("Day", "2026-01-05T12:00:00Z");
        assertThat(fleet.batch().submitted().getFirst().tags().orElseThrow().get("argosy:client-token"))
                .hasSize(32);
        fleet.batch().say("SUCCEEDED");
        fleet.step();
        assertThat(fleet.runs("job")).containsExactly("2026-01-05T12:00:00Z SUCCEEDED");
    }

    @Test
    void aScheduleThatWantsToGoDoesSoAfterItsLastRun() {
        fleet.joined(1);
        made(schedule("etl", "at(2026-01-05T12:00)").actionAfterCompletion("DELETE"));
        var get = GetScheduleInput.builder().name("etl").build();
        assertThat(fleet.outcome(Scheduler.GET_SCHEDULE, get)).isEqualTo("ok");

        fleet.exit(0);

        assertThat(fleet.outcome(Scheduler.GET_SCHEDULE, get))
                .isEqualTo("ResourceNotFoundException: Schedule etl does not exist.");
        assertThat(fleet.runs("etl")).containsExactly("2026-01-05T12:00:00Z SUCCEEDED");
    }

    @Test
    void thatNothingHasSucceededInTimeIsTold() {
        fleet.joined(1);
        made(schedule("etl", "cron(0 13 * * ? *)")
                .description("argosy:alert=" + LETTERS + " argosy:success-within=2m"));

        fleet.pass(Duration.ofMinutes(3));

        assertThat(fleet.logged("/letters")).singleElement().asString().contains("\"outcome\":\"NO_SUCCESS\"");
    }

    @Test
    void manyThatAreDueAtOnceAreAllStarted() {
        fleet.joined(300);
        for (int i = 0; i < 300; i++) {
            fleet.call(
                    Scheduler.CREATE_SCHEDULE,
                    schedule("many-" + i, "at(2026-01-05T12:00:01)")
                            .target(Definitions.task("etl").build())
                            .build());
        }

        fleet.pass(Duration.ofSeconds(30));

        assertThat(fleet.tasks()).hasSize(300);
    }
}
