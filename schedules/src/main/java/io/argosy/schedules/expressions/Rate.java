package io.argosy.schedules.expressions;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// Every so long, counted from the anchor in time that passes: a day is 24 hours whatever clocks do.
public record Rate(Duration every) implements Expression {
    @Override
    public Optional<Instant> after(Instant moment, ZoneId zone, Instant anchor) {
        if (moment.isBefore(anchor)) {
            return Optional.of(anchor);
        }
        long passed = Duration.between(anchor, moment).dividedBy(every);
        return Optional.of(anchor.plus(every.multipliedBy(passed + 1)));
    }
}
