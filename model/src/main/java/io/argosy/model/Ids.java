package io.argosy.model;

import java.util.regex.Pattern;

/// The id rule of tasks and container instances.
public final class Ids {
    private static final Pattern RULE = Pattern.compile("[0-9a-f]{32}|[0-9a-f-]{36}");

    private Ids() {}

    public static boolean valid(String id) {
        return RULE.matcher(id).matches();
    }

    /// 32 hex digits in the form of a UUID, as event, attachment and container ids are shown.
    public static String dashed(String id) {
        return String.join(
                "-",
                id.substring(0, 8),
                id.substring(8, 12),
                id.substring(12, 16),
                id.substring(16, 20),
                id.substring(20));
    }
}
