package io.argosy.shapes.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/// Reads moments as `Instant.toString` writes them, an order of magnitude faster than `Instant.parse`, which gets the
/// rest.
final class InstantText {
    private static final int SHORTEST = "2026-01-01T00:00:00Z".length();
    private static final int NANO_DIGITS = 9;
    private static final long SECONDS_A_DAY = 86_400;

    private InstantText() {}

    static Instant parse(String text) {
        int end = text.length() - 1;
        if (text.length() < SHORTEST
                || text.length() > SHORTEST + 1 + NANO_DIGITS
                || text.charAt(4) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':'
                || text.charAt(7) != '-'
                || text.charAt(end) != 'Z') {
            return Instant.parse(text);
        }
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, 19);
        if (hour > 23 || minute > 59 || second > 59 || end > 19 && text.charAt(19) != '.') {
            return Instant.parse(text);
        }
        long day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        return Instant.ofEpochSecond(day * SECONDS_A_DAY + hour * 3600L + minute * 60L + second, nanos(text, end));
    }

    private static int nanos(String text, int end) {
        if (end == 19) {
            return 0;
        }
        int nanos = number(text, 20, end);
        for (int digits = end - 20; digits < NANO_DIGITS; digits++) {
            nanos *= 10;
        }
        return nanos;
    }

    private static int number(String text, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new DateTimeException("not a moment: " + text);
            }
            number = number * 10 + digit;
        }
        if (from == end) {
            throw new DateTimeException("not a moment: " + text);
        }
        return number;
    }
}
