package io.argosy.logshipping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DateTimeFormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "%Y-%m-%d %H:%M:%S | 2026-11-27 06:28:30 started | true",
                "%Y-%m-%d %H:%M:%S |   at io.argosy.Main | false",
                "%Y-%m-%d %H:%M:%S%L | 2026-11-27 06:28:30.123 x | true",
                "\\[%b %d, %Y %H:%M:%S\\] | [Nov 27, 2026 06:28:30] x | true",
                "%a %B %I:%M %p %z | Fri November 06:28 AM +0000 | true",
                "%y%m%d %j %f %Z %w %A | 261127 331 123456 CEST 5 Friday | true",
                "%Q | %Q stands for itself | true"
            })
    void codesMatchWhatTheyStandFor(String format, String line, boolean begins) throws LogsRefused {
        EventStart start = EventStart.of("awslogs-datetime-format", DateTimeFormat.pattern(format));

        assertThat(start.begins(line)).isEqualTo(begins);
    }

    @Test
    void anExpressionThatIsNoneIsRefusedInTheDriversWords() {
        assertThatThrownBy(() -> Destination.of(Map.of("awslogs-multiline-pattern", "("), "id"))
                .isInstanceOf(LogsRefused.class)
                .hasMessageContaining("failed to initialize logging driver: awslogs could not parse given"
                        + " awslogs-multiline-pattern \"(\"");
        assertThatThrownBy(() ->
                        Destination.of(Map.of("awslogs-multiline-pattern", "x", "awslogs-datetime-format", "%Y"), "id"))
                .hasMessageContaining("you cannot configure log opt 'awslogs-datetime-format' and"
                        + " 'awslogs-multiline-pattern' at the same time");
    }

    @Test
    void anExpressionThatTakesForEverBeginsNothing() throws LogsRefused {
        EventStart start = EventStart.of("awslogs-multiline-pattern", "^(a+)+$");

        assertThat(start.begins("a".repeat(60) + "!")).isFalse();
        assertThat(start.begins("aaa")).isTrue();
    }

    @Test
    void optionsSayWhereALogGoes() throws LogsRefused {
        Destination usual = Destination.of(Map.of("awslogs-group", "g", "awslogs-region", "eu-west-1"), "c0ffee");
        Destination all = Destination.of(
                Map.of(
                        "awslogs-group", "g",
                        "awslogs-stream", "web/app/1",
                        "awslogs-create-group", "true",
                        "mode", "non-blocking"),
                "c0ffee");

        assertThat(usual.stream()).isEqualTo("c0ffee");
        assertThat(usual.blocking()).isTrue();
        assertThat(usual.createGroup()).isFalse();
        assertThat(all.stream()).isEqualTo("web/app/1");
        assertThat(all.createGroup()).isTrue();
        assertThat(all.blocking()).isFalse();
    }
}
