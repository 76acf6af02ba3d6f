package io.argosy.environmentfiles;

import java.util.LinkedHashMap;
import java.util.Map;

/// Reads lines of `NAME=value` as ECS does: one that begins with `#`, has no `=` or nothing on a side of it is passed
/// over; spaces and quotes belong to the value, and nothing is expanded.
final class FileText {
    private FileText() {}

    static Map<String, String> variables(String text) {
        Map<String, String> variables = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int equals = line.indexOf('=');
            if (!line.startsWith("#") && equals > 0 && equals < line.length() - 1) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        });
        return variables;
    }
}
