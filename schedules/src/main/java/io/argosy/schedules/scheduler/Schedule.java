package io.argosy.schedules.scheduler;

import io.argosy.model.Index;
import io.argosy.model.Kind;
import io.argosy.schedules.expressions.Dialect;
import io.argosy.schedules.expressions.ExpressionReader;
import io.argosy.schedules.expressions.MalformedExpression;
import io.argosy.schedules.expressions.Timetable;
import io.argosy.schedules.runs.Next;
import io.argosy.schedules.runs.ScheduleId;
import io.argosy.schedules.runs.Timed;
import io.argosy.shapes.scheduler.UpdateScheduleInput;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// A schedule as it was last told, with what clients left out filled in. An interval counts from `anchor`.
public record Schedule(
        String group,
        String name,
        UpdateScheduleInput content,
        Instant anchor,
        Next next,
        Instant createdAt,
        Instant changedAt)
        implements Timed {
    public static final Index<Schedule> BY_MOMENT =
            new Index<>("moment", schedule -> schedule.next().words());
    static final Index<Schedule> BY_GROUP = new Index<>("group", schedule -> List.of(schedule.group()));
    public static final Kind<Schedule> KIND =
            Kind.of("Schedule", Schedule.class).indexed(BY_MOMENT).indexed(BY_GROUP);

    static String key(String group, String name) {
        return group + "/" + name;
    }

    @Override
    public String key() {
        return key(group, name);
    }

    @Override
    public ScheduleId id() {
        return ScheduleId.schedule(group, name);
    }

    @Override
    public Timetable timetable() {
        try {
            return timetable(content, anchor);
        } catch (MalformedExpression impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Timetable timetable(UpdateScheduleInput content, Instant anchor) throws MalformedExpression {
        return new Timetable(
                ExpressionReader.read(content.scheduleExpression(), Dialect.SCHEDULER),
                ZoneId.of(content.scheduleExpressionTimezone().orElse(ScheduleRules.UTC)),
                anchor,
                content.startDate().orElse(Instant.EPOCH),
                content.endDate().orElse(Instant.MAX));
    }

    @Override
    public Duration window() {
        return Duration.ofMinutes(
                content.flexibleTimeWindow().maximumWindowInMinutes().orElse(0));
    }

    @Override
    public Schedule due(Next other) {
        return new Schedule(group, name, content, anchor, other, createdAt, changedAt);
    }

    @Override
    public List<String> targets() {
        return List.of("");
    }

    @Override
    public String description() {
        return content.description().orElse("");
    }

    boolean enabled() {
        return content.state().orElse(ScheduleRules.ENABLED).equals(ScheduleRules.ENABLED);
    }

    /// Whether it goes once its last run is over.
    public boolean goesWhenComplete() {
        return content.actionAfterCompletion().orElse(ScheduleRules.NONE).equals("DELETE")
                && (timetable().once() || content.endDate().isPresent());
    }
}
