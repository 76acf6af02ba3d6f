package io.argosy.logs.patterns;

import io.argosy.logs.store.EventFilter;
import io.argosy.logs.store.MessageText;
import io.argosy.model.ApiError;
import java.util.Map;

/// A filter pattern in one of its forms (schedules-events-logs 3.7).
public sealed interface FilterPattern extends EventFilter permits Everything, TermPattern, JsonPattern, FieldPattern {

    /// What the pattern says, or why it says nothing.
    static FilterPattern parse(String pattern) {
        String text = pattern.strip();
        if (text.isEmpty()) {
            return new Everything();
        }
        return switch (text.charAt(0)) {
            case '{' -> JsonPattern.parse(inside(text, '}'));
            case '[' -> FieldPattern.parse(inside(text, ']'));
            default -> TermPattern.parse(text);
        };
    }

    private static String inside(String text, char end) {
        if (text.length() < 2 || text.charAt(text.length() - 1) != end) {
            throw ApiError.invalidParameter(
                            "If a filter pattern starts with '" + text.charAt(0) + "' it must end with '" + end + "'")
                    .thrown();
        }
        return text.substring(1, text.length() - 1);
    }

    /// What a message that matches has where the pattern names something.
    Map<String, String> extracted(MessageText message);
}
