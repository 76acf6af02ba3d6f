package io.argosy.usage;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class HostClockTest {
    /// The kernel never believes a clock to be exact; of one that nobody sets it says 16 seconds.
    @Test
    void theKernelSaysHowFarItsClockMayBeOff() {
        HostClock clock = HostClock.now().orElseThrow();

        assertThat(clock.errorBoundMillis()).isBetween(0.0, 16_000.0);
        assertThat(clock.synchronised() || clock.errorBoundMillis() > 0).isTrue();
    }
}
