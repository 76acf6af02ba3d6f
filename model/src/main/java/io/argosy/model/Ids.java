package io.argosy.model;

import java.util.regex.Pattern;

/// The id rule of tasks and container instances.
public final class Ids {
    private static final Pattern RULE = Pattern.compile("[0-9a-f]{32}|[0-9a-f-]{36}");

    private Ids() {}

    public static boolean valid(String id) {
        return RULE.matcher(id).matches();
    }
}
