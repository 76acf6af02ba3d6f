package io.argosy.schedules.expressions;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What moment the clocks of a zone mean.
final class LocalTimes {
    private LocalTimes() {}

    /// The first moment at which they show this; nothing if they never do.
    static Optional<Instant> first(LocalDateTime time, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
        return offsets.isEmpty() ? Optional.empty() : Optional.of(time.toInstant(offsets.getFirst()));
    }
}
