package io.argosy.model;

import java.util.regex.Pattern;

/// The name rule ECS shares among clusters, services, families, containers and volumes:
/// 1 to 255 letters, digits, hyphens and underscores.
public final class Names {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    private Names() {}

    public static boolean valid(String name) {
        return RULE.matcher(name).matches();
    }

    static String checked(String kind, String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException("not a " + kind + " name: " + name);
        }
        return name;
    }
}
