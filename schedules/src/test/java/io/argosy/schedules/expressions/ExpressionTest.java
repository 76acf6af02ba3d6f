package io.argosy.schedules.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is an expression and what is none, and which moments it names (schedules-events-logs 1.3, 1.4, 2.4).
final class ExpressionTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOON = Instant.parse("2026-02-05T12:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 1 * * * *)",
                "cron()",
                "cron(71 8 1 * ? *)",
                "cron(0 12 ? * ? *)",
                "cron(0 0 ? * 2#6 *)",
                "cron(0 0 ? * 2#0 *)",
                "cron(0 0 ? * 3#1,6#3 *)",
                "cron(60 0 * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 0 0 * ? *)",
                "cron(0 0 32 * ? *)",
                "cron(0 0 1 0 ? *)",
                "cron(0 0 1 13 ? *)",
                "cron(0 0 ? * 0 *)",
                "cron(0 0 ? * 8 *)",
                "cron(0 0 * *)",
                "cron(0 0 * * ? * *)",
                "cron(0  0 * * ? *)",
                "cron( 0 0 * * ? *)",
                "cron(0 0 * * ? * )",
                "cron(0 0 1 * 2 *)",
                "cron(0 0 1W,2W * ? *)",
                "cron(0 0 32W * ? *)",
                "cron(0/0 0 * * ? *)",
                "cron(0, 0 * * ? *)",
                "cron(0 0 * * ? 2500)",
                "cron(0 0 * * ? 1969)",
                " rate(1 day)",
                "rate(1 day) ",
                "rate(0 days)",
                "rate(-1 days)",
                "rate(1.5 hours)",
                "rate(5)",
                "rate(5 seconds)",
                "rate(1 week)",
                "rate(1 year)",
                "rate( 5 minutes)",
                "at(2026-02-05T12:00:00Z)",
                "at(2026-02-05T12:00:00+01:00)",
                "at(2026-02-05T12:00:00.5)",
                "at(2026-02-05 12:00:00)",
                "at(2026-02-05)",
                "at(2026-02-30T12:00)",
                "every day",
                ""
            })
    void isNoExpressionOfTheScheduler(String text) {
        assertThatThrownBy(() -> ExpressionReader.read(text, Dialect.SCHEDULER))
                .isInstanceOf(MalformedExpression.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(0 12 * * ?)",
                "rate(1 minutes)",
                "rate(2 minute)",
                "rate(1minute)",
                "at(2026-02-05T12:00:00)",
                "cron(0 0 * * ? 1969)"
            })
    void isNoExpressionOfARule(String text) {
        assertThatThrownBy(() -> ExpressionReader.read(text, Dialect.RULES)).isInstanceOf(MalformedExpression.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cron(15 10 ? * 6L 2002-2005)",
                "cron(0 2 ? * SAT#3 *)",
                "cron(0/5 5 ? JAN 1-5 2022)",
                "rate(1 minute)",
                "rate(5 minutes)",
                "cron(0 0 * * ? 2500)"
            })
    void isAnExpressionOfARule(String text) throws MalformedExpression {
        assertThat(ExpressionReader.read(text, Dialect.RULES)).isNotNull();
    }

    @Test
    void whatTheClockLeapsOverDoesNotHappenAndWhatItShowsTwiceHappensOnce() throws MalformedExpression {
        Expression daily = ExpressionReader.read("cron(30 2 * * ? *)", Dialect.SCHEDULER);

        assertThat(daily.after(Instant.parse("2026-03-28T12:00:00Z"), BERLIN, NOON))
                .contains(Instant.parse("2026-03-30T00:30:00Z"));
        assertThat(daily.after(Instant.parse("2026-10-25T00:30:00Z"), BERLIN, NOON))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void aMomentThatTheClockLeapsOverIsTheMomentOfTheLeap() throws MalformedExpression {
        At leapt = (At) ExpressionReader.read("at(2026-03-29T02:30)", Dialect.SCHEDULER);

        assertThat(leapt.in(BERLIN)).isEqualTo("2026-03-29T01:00:00Z");
    }

    @Test
    void startAndEndBoundWhatRepeatsAndNotWhatHappensOnce() throws MalformedExpression {
        Instant start = NOON.plusSeconds(600);
        Instant end = NOON.plusSeconds(1_200);
        var rate = new Timetable(
                ExpressionReader.read("rate(10 minutes)", Dialect.SCHEDULER), ZoneOffset.UTC, start, start, end);
        var once = new Timetable(
                ExpressionReader.read("at(2026-02-05T18:00)", Dialect.SCHEDULER), ZoneOffset.UTC, NOON, start, end);

        assertThat(rate.first(NOON, Duration.ZERO)).contains(start);
        assertThat(rate.after(start)).contains(end);
        assertThat(rate.after(end)).isEmpty();
        assertThat(once.first(NOON, Duration.ZERO)).contains(Instant.parse("2026-02-05T18:00:00Z"));
    }

    @Test
    void oneTimeThatHasPassedIsDueUnlessItIsTooOld() throws MalformedExpression {
        var once = new Timetable(
                ExpressionReader.read("at(2026-02-05T11:00)", Dialect.SCHEDULER),
                ZoneOffset.UTC,
                NOON,
                Instant.EPOCH,
                Instant.MAX);

        assertThat(once.first(NOON, Duration.ofHours(1))).isPresent();
        assertThat(once.first(NOON, Duration.ofMinutes(59))).isEqualTo(Optional.empty());
    }

    @Test
    void aWindowIsUsedByAllAndByEachAtTheSameMomentAgain() {
        Duration window = Duration.ofMinutes(10);
        Set<Instant> moments = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            Instant moment = FlexibleWindow.moment("schedule/" + i, NOON, window);
            assertThat(moment).isBetween(NOON, NOON.plus(window));
            assertThat(moment).isEqualTo(FlexibleWindow.moment("schedule/" + i, NOON, window));
            moments.add(moment);
        }

        assertThat(moments).hasSizeGreaterThan(50);
        assertThat(FlexibleWindow.moment("schedule/1", NOON, Duration.ZERO)).isEqualTo(NOON);
    }
}
