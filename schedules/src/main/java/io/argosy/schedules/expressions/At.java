package io.argosy.schedules.expressions;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// One time by the clocks of a zone. Where these leap over it, it is the moment of the leap; where they show it twice,
/// the first of the two (schedules-events-logs 1.4).
public record At(LocalDateTime time) implements Expression {
    @Override
    public Optional<Instant> after(Instant moment, ZoneId zone, Instant anchor) {
        return Optional.of(in(zone)).filter(at -> at.isAfter(moment));
    }

    public Instant in(ZoneId zone) {
        return LocalTimes.first(time, zone)
                .orElseGet(() -> zone.getRules().getTransition(time).getInstant());
    }
}
