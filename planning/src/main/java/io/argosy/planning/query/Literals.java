package io.argosy.planning.query;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;

/// Reads the typed values of the cluster query language.
final class Literals {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd['T'HH:mm[:ss][.SSS][XXX]]").withResolverStyle(ResolverStyle.STRICT);

    private Literals() {}

    static String truth(String text) throws InvalidExpression {
        if (text.equals("true") || text.equals("false")) {
            return text;
        }
        throw new InvalidExpression("'" + text + "' is neither true nor false.");
    }

    static Integer count(String text) throws InvalidExpression {
        try {
            return Integer.valueOf(text);
        } catch (NumberFormatException _) {
            throw new InvalidExpression("'" + text + "' is not an integer.");
        }
    }

    /// A time with or without zone (then UTC), or a date; to the second.
    static Instant moment(String text) throws InvalidExpression {
        try {
            return instant(MOMENT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from))
                    .truncatedTo(ChronoUnit.SECONDS);
        } catch (DateTimeParseException _) {
            throw new InvalidExpression("'" + text + "' is not a time such as 2018-06-18T22:28:28+00:00.");
        }
    }

    private static Instant instant(TemporalAccessor parsed) {
        return switch (parsed) {
            case OffsetDateTime zoned -> zoned.toInstant();
            case LocalDateTime local -> local.toInstant(ZoneOffset.UTC);
            default -> LocalDate.from(parsed).atStartOfDay().toInstant(ZoneOffset.UTC);
        };
    }
}
