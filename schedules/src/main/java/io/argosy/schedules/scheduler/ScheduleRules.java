package io.argosy.schedules.scheduler;

import io.argosy.schedules.expressions.MalformedExpression;
import io.argosy.schedules.expressions.Timetable;
import io.argosy.shapes.scheduler.FlexibleTimeWindow;
import io.argosy.shapes.scheduler.RetryPolicy;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/// What a schedule must be like, and what it is where a client says nothing (schedules-events-logs 1.2 to 1.5).
final class ScheduleRules {
    static final String UTC = "UTC";
    static final String ENABLED = "ENABLED";
    static final String NONE = "NONE";
    private static final Duration PAST = Duration.ofMinutes(5);
    private static final int RETRIES = 185;
    private static final int OLDEST = 86_400;

    private ScheduleRules() {}

    /// With what was left out.
    static UpdateScheduleInput complete(UpdateScheduleInput given) {
        RetryPolicy retries = given.target()
                .retryPolicy()
                .orElseGet(() -> RetryPolicy.builder().build());
        var all = RetryPolicy.builder()
                .maximumEventAgeInSeconds(retries.maximumEventAgeInSeconds().orElse(OLDEST))
                .maximumRetryAttempts(retries.maximumRetryAttempts().orElse(RETRIES))
                .build();
        return given.toBuilder()
                .groupName(given.groupName().orElse(ScheduleGroup.DEFAULT))
                .state(given.state().orElse(ENABLED))
                .scheduleExpressionTimezone(given.scheduleExpressionTimezone().orElse(UTC))
                .actionAfterCompletion(given.actionAfterCompletion().orElse(NONE))
                .clientToken(java.util.Optional.empty())
                .target(given.target().toBuilder().retryPolicy(all).build())
                .build();
    }

    static Duration oldest(UpdateScheduleInput content) {
        return Duration.ofSeconds(content.target()
                .retryPolicy()
                .flatMap(RetryPolicy::maximumEventAgeInSeconds)
                .orElse(OLDEST));
    }

    /// Its times, checked.
    static Timetable timetable(UpdateScheduleInput content, Instant anchor, Instant now) {
        window(content.flexibleTimeWindow());
        try {
            ZoneId.of(content.scheduleExpressionTimezone().orElse(UTC));
        } catch (DateTimeException unknown) {
            throw SchedulerErrors.invalid("Invalid Schedule Expression Timezone "
                    + content.scheduleExpressionTimezone().orElse("") + ".");
        }
        Timetable times;
        try {
            times = Schedule.timetable(content, anchor);
        } catch (MalformedExpression malformed) {
            throw SchedulerErrors.invalid("Invalid Schedule Expression " + content.scheduleExpression() + ".");
        }
        bounds(content, now);
        if (!times.once() && times.first(now, Duration.ZERO).isEmpty()) {
            throw SchedulerErrors.invalid(
                    "The schedule expression " + content.scheduleExpression() + " will never schedule.");
        }
        return times;
    }

    private static void window(FlexibleTimeWindow window) {
        boolean flexible = window.mode().equals("FLEXIBLE");
        boolean given = window.maximumWindowInMinutes().isPresent();
        if (flexible && !given) {
            throw SchedulerErrors.invalid(
                    "MaximumWindowInMinutes must be provided when FlexibleTimeWindowMode is set to FLEXIBLE.");
        }
        if (!flexible && given) {
            throw SchedulerErrors.invalid(
                    "MaximumWindowInMinutes must not be provided when FlexibleTimeWindowMode is set to OFF.");
        }
    }

    private static void bounds(UpdateScheduleInput content, Instant now) {
        boolean old = content.startDate()
                .filter(start -> start.isBefore(now.minus(PAST)))
                .isPresent();
        if (old) {
            throw SchedulerErrors.invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
        }
        Instant start = content.startDate().orElse(Instant.MIN);
        if (content.endDate().filter(end -> !end.isAfter(start)).isPresent()) {
            throw SchedulerErrors.invalid("The StartDate you specify must come before the EndDate.");
        }
    }
}
