package io.argosy.app.journal;

import static io.argosy.app.journal.SampleJournal.NOW;

import io.argosy.schedules.rules.Rule;
import io.argosy.schedules.runs.Expectation;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.Notice;
import io.argosy.schedules.runs.Outcome;
import io.argosy.schedules.runs.Run;
import io.argosy.schedules.runs.RunState;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.scheduler.Schedule;
import io.argosy.schedules.scheduler.ScheduleGroup;
import io.argosy.schedules.scheduler.UsedToken;
import io.argosy.schedules.webhooks.ApiDestination;
import io.argosy.schedules.webhooks.Connection;
import io.argosy.shapes.events.CreateApiDestinationRequest;
import io.argosy.shapes.events.PutRuleRequest;
import io.argosy.shapes.scheduler.EcsParameters;
import io.argosy.shapes.scheduler.FlexibleTimeWindow;
import io.argosy.shapes.scheduler.RetryPolicy;
import io.argosy.shapes.scheduler.Tag;
import io.argosy.shapes.scheduler.Target;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import io.argosy.state.AccountTransaction;
import java.util.List;

/// Schedules, rules, their runs and their webhooks in every case of them, for the sample journal.
final class SampleSchedules {
    private static final ScheduleId NIGHTLY = ScheduleId.schedule("reports", "nightly");
    private static final String ROLE = "arn:aws:iam::123456789012:role/scheduler";
    private static final String CLUSTER = "arn:aws:ecs:local-1:123456789012:cluster/default";
    private static final String TASK = "arn:aws:ecs:local-1:123456789012:task/default/" + "1".repeat(32);
    private static final String CONNECTION = "arn:aws:events:local-1:123456789012:connection/hook/1";

    private SampleSchedules() {}

    static void all(AccountTransaction tx) {
        tx.add(new ScheduleGroup(
                "reports",
                List.of(Tag.builder().key("argosy:overlap").value("skip").build()),
                NOW,
                NOW));
        tx.add(schedule("nightly", new Next.At(NOW, NOW.plusSeconds(60))));
        tx.add(schedule("over", new Next.Never()));
        tx.add(new UsedToken("CreateSchedule/one", "abcdef", NOW));
        tx.add(rule());
        tx.add(new Connection("hook", "1", "the hook", Connection.API_KEY, "X-Key", "arn:secret", NOW));
        tx.add(new ApiDestination("hook", "2", destination(), NOW));
        tx.add(new Notice("alert 1", CONNECTION, "reports/nightly", "{}", NOW, 1, NOW));
        tx.add(new Expectation(NIGHTLY, NOW));
        runs(tx);
    }

    private static Schedule schedule(String name, Next next) {
        var content = UpdateScheduleInput.builder()
                .name(name)
                .groupName("reports")
                .scheduleExpression("cron(15 2 ? * MON-FRI *)")
                .scheduleExpressionTimezone("Europe/Berlin")
                .startDate(NOW)
                .endDate(NOW.plusSeconds(1))
                .description("every night")
                .state("ENABLED")
                .actionAfterCompletion("NONE")
                .flexibleTimeWindow(FlexibleTimeWindow.builder()
                        .mode("FLEXIBLE")
                        .maximumWindowInMinutes(5)
                        .build())
                .target(Target.builder()
                        .arn(CLUSTER)
                        .roleArn(ROLE)
                        .retryPolicy(RetryPolicy.builder()
                                .maximumEventAgeInSeconds(60)
                                .maximumRetryAttempts(3)
                                .build())
                        .ecsParameters(
                                EcsParameters.builder().taskDefinitionArn("etl").build())
                        .build())
                .build();
        return new Schedule("reports", name, content, NOW, next, NOW, NOW);
    }

    private static Rule rule() {
        return new Rule(
                "hourly",
                PutRuleRequest.builder()
                        .name("hourly")
                        .scheduleExpression("rate(1 hour)")
                        .state("ENABLED")
                        .build(),
                List.of(io.argosy.shapes.events.Target.builder()
                        .id("one")
                        .arn(CLUSTER)
                        .roleArn(ROLE)
                        .build()),
                List.of(io.argosy.shapes.events.Tag.builder()
                        .key("team")
                        .value("shop")
                        .build()),
                new Next.At(NOW, NOW),
                NOW);
    }

    private static CreateApiDestinationRequest destination() {
        return CreateApiDestinationRequest.builder()
                .name("hook")
                .connectionArn(CONNECTION)
                .invocationEndpoint("https://hooks.example/")
                .httpMethod("POST")
                .build();
    }

    private static void runs(AccountTransaction tx) {
        var problem = new RunState.Problem("RESOURCE", "no room");
        var started = new RunState.Started(NOW, 2, List.of(TASK));
        var part = new RunState.Part(TASK, "app", "0", "/ecs/etl", "s/app/1");
        tx.add(new Run(NIGHTLY, "", NOW, new RunState.Queued()));
        tx.add(new Run(NIGHTLY, "", NOW.plusSeconds(1), new RunState.Waiting(NOW, 1, problem)));
        tx.add(new Run(ScheduleId.rule("hourly"), "one", NOW, started));
        for (Outcome outcome : Outcome.values()) {
            tx.add(new Run(NIGHTLY, "", NOW.plusSeconds(2 + outcome.ordinal()), started)
                    .ended(outcome, "because", List.of(part), NOW));
        }
    }
}
