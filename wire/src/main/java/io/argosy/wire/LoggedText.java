package io.argosy.wire;

import org.jspecify.annotations.Nullable;

/// Text that somebody else chose, made fit for a log line or a terminal: no control character, line end or change of
/// direction reaches it as such, and it has an end. Everything a client can write goes through here before it is
/// logged or shown.
public final class LoggedText {
    private static final int MOST = 200;

    private LoggedText() {}

    public static String of(@Nullable Object text) {
        return of(text, MOST);
    }

    /// At most so many characters of it.
    public static String of(@Nullable Object text, int most) {
        String raw = String.valueOf(text);
        var safe = new StringBuilder(Math.min(raw.length(), most) + 8);
        int end = raw.offsetByCodePoints(0, Math.min(most, raw.codePointCount(0, raw.length())));
        raw.substring(0, end).codePoints().forEach(point -> append(safe, point));
        return end < raw.length() ? safe.append("…").toString() : safe.toString();
    }

    private static void append(StringBuilder safe, int point) {
        if (harmless(point)) {
            safe.appendCodePoint(point);
        } else {
            safe.append(String.format("\\u%04x", point));
        }
    }

    private static boolean harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
