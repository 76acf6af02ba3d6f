package io.argosy.schedules.expressions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// When something is due: an expression by the clocks of a zone, between a start and an end, which one time only does
/// not heed. Instants of before `start` and after `end` are left out.
public record Timetable(Expression expression, ZoneId zone, Instant anchor, Instant start, Instant end) {
    /// The first moment after this one.
    public Optional<Instant> after(Instant moment) {
        return switch (expression) {
            case At at -> at.after(moment, zone, anchor);
            case Rate _, Cron _ -> {
                Instant from = moment.isBefore(start) ? start.minusNanos(1) : moment;
                yield expression.after(from, zone, anchor).filter(due -> !due.isAfter(end));
            }
        };
    }

    /// The first of something that begins now: one time that has passed counts unless it is older than `age`.
    public Optional<Instant> first(Instant now, Duration age) {
        return switch (expression) {
            case At _ -> after(now.minus(age).minusNanos(1));
            case Rate _ -> after(now.truncatedTo(ChronoUnit.SECONDS).minusNanos(1));
            case Cron _ -> after(now);
        };
    }

    /// Whether there is one time only.
    public boolean once() {
        return expression instanceof At;
    }
}
