package io.argosy.schedules.expressions;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads `at(…)`, `rate(…)` and `cron(…)`.
public final class ExpressionReader {
    private static final Pattern FORM = Pattern.compile("(?i)(at|rate|cron)\\((.*)\\)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?");
    private static final Pattern RATE = Pattern.compile("(?i)([0-9]{1,9}) ?(minute|hour|day)(s?)");

    private ExpressionReader() {}

    public static Expression read(String text, Dialect dialect) throws MalformedExpression {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new MalformedExpression(text);
        }
        String inside = form.group(2);
        return switch (form.group(1).charAt(0)) {
            case 'a', 'A' -> at(text, inside, dialect);
            case 'r', 'R' -> rate(text, inside, dialect);
            default -> CronReader.read(text, inside, dialect);
        };
    }

    private static At at(String text, String inside, Dialect dialect) throws MalformedExpression {
        if (dialect == Dialect.RULES || !TIME.matcher(inside).matches()) {
            throw new MalformedExpression(text);
        }
        try {
            return new At(LocalDateTime.parse(inside));
        } catch (DateTimeException noSuchTime) {
            throw new MalformedExpression(text);
        }
    }

    private static Rate rate(String text, String inside, Dialect dialect) throws MalformedExpression {
        Matcher rate = RATE.matcher(inside);
        if (!rate.matches() || Long.parseLong(rate.group(1)) == 0) {
            throw new MalformedExpression(text);
        }
        long number = Long.parseLong(rate.group(1));
        boolean plural = !rate.group(3).isEmpty();
        if (dialect == Dialect.RULES && (plural == (number == 1) || !inside.contains(" "))) {
            throw new MalformedExpression(text);
        }
        ChronoUnit unit = switch (rate.group(2).charAt(0)) {
            case 'm', 'M' -> ChronoUnit.MINUTES;
            case 'h', 'H' -> ChronoUnit.HOURS;
            default -> ChronoUnit.DAYS;
        };
        return new Rate(Duration.of(number, unit));
    }
}
