package io.argosy.logs.patterns;

import java.util.ArrayList;
import java.util.List;

/// A message as fields between spaces; what stands in `"…"` or `[…]` is one field.
final class MessageFields {
    private MessageFields() {}

    static List<String> of(String message) {
        List<String> fields = new ArrayList<>();
        int at = 0;
        while (at < message.length()) {
            if (Character.isWhitespace(message.charAt(at))) {
                at++;
                continue;
            }
            int close = close(message, at);
            if (close > 0) {
                fields.add(message.substring(at + 1, close));
                at = close + 1;
            } else {
                int end = end(message, at);
                fields.add(message.substring(at, end));
                at = end;
            }
        }
        return fields;
    }

    /// Where what is opened here is closed, if it is.
    private static int close(String message, int at) {
        return switch (message.charAt(at)) {
            case '"' -> message.indexOf('"', at + 1);
            case '[' -> message.indexOf(']', at + 1);
            default -> -1;
        };
    }

    private static int end(String message, int from) {
        int at = from;
        while (at < message.length() && !Character.isWhitespace(message.charAt(at))) {
            at++;
        }
        return at;
    }
}
