package io.argosy.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class SteadyClockTest {
    @Test
    void aTimeOfDayThatIsSetChangesNothing() {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        var timeOfDay = new AtomicReference<>(start);
        InstantSource steady = new SteadyClock(timeOfDay::get);

        timeOfDay.set(start.plus(Duration.ofHours(5)));
        Instant before = steady.instant();
        timeOfDay.set(start.minus(Duration.ofHours(5)));
        Instant after = steady.instant();

        assertThat(before).isBetween(start, start.plus(Duration.ofHours(1)));
        assertThat(after).isBetween(before, start.plus(Duration.ofHours(1)));
    }
}
