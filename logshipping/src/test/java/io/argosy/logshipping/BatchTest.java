package io.argosy.logshipping;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// What `PutLogEvents` takes, at its edges.
final class BatchTest {
    private final Batch batch = new Batch(Batch.MOST_BYTES);

    private static LogEvent event(long millis, String text) {
        return new LogEvent(millis, text, Position.BEGINNING);
    }

    @Test
    void itHoldsTenThousandEventsAndNoMore() {
        for (int i = 0; i < 10_000; i++) {
            assertThat(batch.add(event(i, "x"))).isTrue();
        }

        assertThat(batch.add(event(10_001, "x"))).isFalse();
        assertThat(batch.size()).isEqualTo(10_000);
    }

    @Test
    void itsBytesAreThoseOfTheTextAndTwentySixEach() {
        int room = Batch.MOST_BYTES - 26;
        assertThat(batch.add(event(1, "ü".repeat(room / 2 - 13)))).isTrue();

        assertThat(batch.add(event(1, "x"))).isFalse();
        assertThat(batch.add(event(1, ""))).isTrue();
    }

    @Test
    void anEventLargerThanItsRoomIsAloneInIt() {
        var small = new Batch(100);

        assertThat(small.add(event(1, "x".repeat(200)))).isTrue();
        assertThat(small.add(event(1, "x"))).isFalse();
    }

    @Test
    void itSpansADayAndNoMore() {
        long day = Duration.ofHours(24).toMillis();
        batch.add(event(day, "x"));

        assertThat(batch.add(event(2 * day + 1, "late"))).isFalse();
        assertThat(batch.add(event(2 * day, "in time"))).isTrue();
        assertThat(batch.add(event(day - 1, "before"))).isFalse();
    }

    @Test
    void itsEventsAreInTheOrderOfTheirTimesAndThoseOfOneTimeAsTheyCame() {
        batch.add(event(2, "b"));
        batch.add(event(1, "a"));
        batch.add(event(2, "c"));

        assertThat(batch.events()).extracting(LogEvent::message).containsExactly("a", "b", "c");
    }
}
