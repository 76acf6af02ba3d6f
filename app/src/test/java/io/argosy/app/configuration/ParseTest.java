package io.argosy.app.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ParseTest {
    private static final Instant NOON = Instant.parse("2026-11-27T12:00:00Z");

    @Test
    void aTimeIsAMomentOrHowLongAgo() throws IOException {
        assertThat(Parse.moment("--since", "10m", NOON)).isEqualTo("2026-11-27T11:50:00Z");
        assertThat(Parse.moment("--since", "1d", NOON)).isEqualTo("2026-11-26T12:00:00Z");
        assertThat(Parse.moment("--since", "2026-11-27T08:00:00+02:00", NOON)).isEqualTo("2026-11-27T06:00:00Z");
        assertThatThrownBy(() -> Parse.moment("--since", "yesterday", NOON))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("--since: a time like 10m");
    }
}
