package io.argosy.logs.operations;

import io.argosy.logs.store.Position;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The token of a page of GetLogEvents: a direction, a place among a stream's events, and a mark of the stream, in the
/// form clients know: `f/` or `b/` and 56 digits. It is the same as long as it stands for the same place.
record StreamToken(boolean forward, Position at) {
    private static final Pattern FORM = Pattern.compile("([fb])/([0-9]{16})([0-9]{20})([0-9]{20})");

    String text(String stream) {
        return (forward ? "f/" : "b/")
                + String.format(Locale.ROOT, "%016d%020d%020d", at.timestamp(), Math.max(0, at.place()), mark(stream));
    }

    static StreamToken parse(String text, String stream) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !form.group(4).equals(String.format(Locale.ROOT, "%020d", mark(stream)))) {
            throw LogErrors.badToken().thrown();
        }
        try {
            var at = new Position(Long.parseLong(form.group(2)), Long.parseLong(form.group(3)));
            return new StreamToken(form.group(1).equals("f"), at);
        } catch (NumberFormatException tooLarge) {
            throw LogErrors.badToken().thrown();
        }
    }

    static long mark(String stream) {
        long mark = 17;
        for (int i = 0; i < stream.length(); i++) {
            mark = 31 * mark + stream.charAt(i);
        }
        return mark & Long.MAX_VALUE;
    }
}
