package io.argosy.logshipping;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/// Reads the lines of the engine's `json-file` driver, `{"log":"text\n","stream":"stdout","time":"…"}`, in one pass and
/// by hand: a busy host writes tens of thousands of them a second, always with these members in this order.
final class RecordParser {
    private static final byte[] HEAD = "{\"log\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STREAM = "\"stream\":\"stderr\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TIME = "\"time\":\"".getBytes(StandardCharsets.US_ASCII);
    private static final int TO_SECONDS = 19;
    private static final long NANOS = 1_000_000_000L;
    private static final int HEX = 16;
    private static final int UNICODE = 4;

    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private String second = "";
    private long secondNanos;

    /// What a line says, wherever it lies.
    record Parsed(boolean error, String text, long nanos) {}

    /// Nothing for a line that is none of the driver's. One cut off by the engine's end has the next behind it.
    Optional<Parsed> parse(byte[] bytes, int from, int to) {
        for (int at = from; at >= 0 && at + HEAD.length < to; at = head(bytes, at + 1, to)) {
            if (at == from && !isHead(bytes, at, to)) {
                continue;
            }
            Optional<Parsed> parsed = record(bytes, at + HEAD.length, to);
            if (parsed.isPresent()) {
                return parsed;
            }
        }
        return Optional.empty();
    }

    private static int head(byte[] bytes, int from, int to) {
        for (int at = from; at + HEAD.length < to; at++) {
            if (isHead(bytes, at, to)) {
                return at;
            }
        }
        return -1;
    }

    private static boolean isHead(byte[] bytes, int at, int to) {
        for (int i = 0; i < HEAD.length; i++) {
            if (at + i >= to || bytes[at + i] != HEAD[i]) {
                return false;
            }
        }
        return true;
    }

    private Optional<Parsed> record(byte[] bytes, int from, int to) {
        text.reset();
        int at = from;
        while (at < to && bytes[at] != '"') {
            at = bytes[at] == '\\' ? escape(bytes, at + 1, to) : plain(bytes, at, to);
            if (at < 0) {
                return Optional.empty();
            }
        }
        if (at + 1 >= to || bytes[at + 1] != ',') {
            return Optional.empty();
        }
        int time = lastIndexOf(TIME, bytes, at, to);
        int end = time < 0 ? -1 : indexOf((byte) '"', bytes, time + TIME.length, to);
        if (end < 0) {
            return Optional.empty();
        }
        boolean error = lastIndexOf(STREAM, bytes, at, time) >= 0;
        return nanos(new String(bytes, time + TIME.length, end - time - TIME.length, StandardCharsets.US_ASCII))
                .map(nanos -> new Parsed(error, text.toString(StandardCharsets.UTF_8), nanos));
    }

    private static int lastIndexOf(byte[] words, byte[] bytes, int from, int to) {
        for (int at = to - words.length; at >= from; at--) {
            if (Arrays.equals(words, 0, words.length, bytes, at, at + words.length)) {
                return at;
            }
        }
        return -1;
    }

    private static int indexOf(byte sought, byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if (bytes[at] == sought) {
                return at;
            }
        }
        return -1;
    }

    private int plain(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '"' && bytes[at] != '\\') {
            at++;
        }
        text.write(bytes, from, at - from);
        return at;
    }

    /// Where the text goes on behind the escape whose letter is at `at`; below zero if it is none.
    private int escape(byte[] bytes, int at, int to) {
        if (at >= to) {
            return -1;
        }
        int letter = "\"\\/bfnrt".indexOf(bytes[at]);
        if (letter >= 0) {
            text.write("\"\\/\b\f\n\r\t".charAt(letter));
            return at + 1;
        }
        return bytes[at] == 'u' ? unicode(bytes, at + 1, to) : -1;
    }

    private int unicode(byte[] bytes, int at, int to) {
        int first = unit(bytes, at, to);
        if (first < 0) {
            return -1;
        }
        int next = at + UNICODE;
        boolean paired = Character.isHighSurrogate((char) first)
                && next + 1 < to
                && bytes[next] == '\\'
                && bytes[next + 1] == 'u';
        int second = paired ? unit(bytes, next + 2, to) : -1;
        String character =
                second < 0 ? String.valueOf((char) first) : new String(new char[] {(char) first, (char) second});
        text.writeBytes(character.getBytes(StandardCharsets.UTF_8));
        return second < 0 ? next : next + 2 + UNICODE;
    }

    private static int unit(byte[] bytes, int at, int to) {
        if (at + UNICODE > to) {
            return -1;
        }
        int value = 0;
        for (int i = at; i < at + UNICODE; i++) {
            int digit = Character.digit(bytes[i], HEX);
            if (digit < 0) {
                return -1;
            }
            value = value * HEX + digit;
        }
        return value;
    }

    /// Nanoseconds since 1970. Lines come by the thousand in one second, which is worked out once.
    Optional<Long> nanos(String time) {
        if (time.length() < TO_SECONDS + 1 || !time.endsWith("Z")) {
            return Optional.empty();
        }
        try {
            if (second.isEmpty() || !time.startsWith(second)) {
                String whole = time.substring(0, TO_SECONDS);
                secondNanos = Instant.parse(whole + "Z").getEpochSecond() * NANOS;
                second = whole;
            }
            long part = 0;
            for (int i = TO_SECONDS + 1; i <= TO_SECONDS + 9; i++) {
                part = part * 10 + (i < time.length() - 1 ? Character.digit(time.charAt(i), 10) : 0);
            }
            return Optional.of(secondNanos + part);
        } catch (DateTimeParseException odd) {
            return Optional.empty();
        }
    }
}
