package io.argosy.schedules.expressions;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// What a schedule says of its times (schedules-events-logs 1.3): one moment, every so long, or by the calendar.
public sealed interface Expression permits At, Rate, Cron {
    /// The first moment that is later than this one. `zone` is whose clocks and calendar are meant, `anchor` what an
    /// interval is counted from.
    Optional<Instant> after(Instant moment, ZoneId zone, Instant anchor);
}
