package io.argosy.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class LoadMeterTest {
    @Test
    void warnsOnceBeforeTheHeapEnds() {
        var meter = new LoadMeter(10_000);
        Row row = Row.live(1, "a/b/c", "Task", 0, "1", "x".repeat(1_000));

        for (int i = 0; i < 4; i++) {
            assertThat(meter.count(row)).isFalse();
        }
        assertThat(meter.count(row)).isTrue();
        assertThat(meter.count(row)).isFalse();
    }
}
