package io.argosy.shapes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Locale;
import java.util.function.Supplier;

/// Values whose wire form is text of a certain format: timestamps and blobs. Timestamps keep milliseconds.
final class Texts {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final BigDecimal FURTHEST = BigDecimal.valueOf(100_000_000_000_000L);
    /// Digits before and behind the point that a moment may be written with. An exponent costs its writer ten bytes and
    /// its reader a number of a billion digits.
    private static final int MOST_DIGITS = 20;

    private Texts() {}

    static Instant epoch(String seconds, Supplier<String> path) {
        try {
            var exact = new BigDecimal(seconds);
            if (Math.abs((long) exact.scale()) > MOST_DIGITS
                    || exact.precision() > 2 * MOST_DIGITS
                    || exact.abs().compareTo(FURTHEST) > 0) {
                throw ShapeException.unreadable(path.get(), "The number does not fit into a Timestamp");
            }
            return Instant.ofEpochMilli(
                    exact.movePointRight(3).setScale(0, RoundingMode.FLOOR).longValueExact());
        } catch (NumberFormatException notANumber) {
            throw ShapeException.unreadable(path.get(), "The text can not be converted to a Timestamp");
        }
    }

    /// A number that was written with digits and is too large for a double is no number, not infinity.
    static double finite(double number, Supplier<String> path) {
        if (Double.isFinite(number)) {
            return number;
        }
        throw ShapeException.unreadable(path.get(), "The number does not fit into a Double");
    }

    /// Seconds with a fraction only when there is one: `1700000000` or `1700000000.25`.
    static String epoch(Instant instant) {
        long millis = instant.toEpochMilli();
        return millis % 1000 == 0
                ? Long.toString(millis / 1000)
                : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    static Instant instant(Type.Kind format, String text, Supplier<String> path) {
        try {
            return format == Type.Kind.TIMESTAMP_HTTP
                    ? Instant.from(HTTP_DATE.parse(text))
                    : DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException unreadable) {
            throw ShapeException.unreadable(path.get(), "The text can not be converted to a Timestamp");
        }
    }

    static String instant(Type.Kind format, Instant instant) {
        return format == Type.Kind.TIMESTAMP_HTTP
                ? HTTP_DATE.format(instant)
                : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static byte[] base64(String text, Supplier<String> path) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException unreadable) {
            throw ShapeException.unreadable(path.get(), "The text is not base64");
        }
    }
}
