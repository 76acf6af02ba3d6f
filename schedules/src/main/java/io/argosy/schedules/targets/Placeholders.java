package io.argosy.schedules.targets;

import io.argosy.model.AccountRegion;
import io.argosy.schedules.runs.Run;
import java.time.temporal.ChronoUnit;

/// What stands for facts of a run in the input of a schedule (schedules-events-logs 1.7).
public record Placeholders(String arn, String time, String execution, int attempt) {
    /// For inputs that are looked at while nothing is due.
    static final Placeholders SAMPLE = new Placeholders("arn", "1970-01-01T00:00:00Z", "0", 1);

    static Placeholders of(Run run, AccountRegion realm) {
        return new Placeholders(
                run.of().arn(realm),
                run.due().truncatedTo(ChronoUnit.SECONDS).toString(),
                run.attemptId(),
                run.state().attemptsSoFar() + 1);
    }

    String in(String text) {
        return text.replace("<aws.scheduler.schedule-arn>", arn)
                .replace("<aws.scheduler.scheduled-time>", time)
                .replace("<aws.scheduler.execution-id>", execution)
                .replace("<aws.scheduler.attempt-number>", String.valueOf(attempt));
    }
}
