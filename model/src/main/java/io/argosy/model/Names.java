package io.argosy.model;

/// The name rule ECS shares among clusters, services, families, containers and volumes:
/// 1 to 255 letters, digits, hyphens and underscores.
public final class Names {
    private static final int LONGEST = 255;

    private Names() {}

    public static boolean valid(String name) {
        // Without a pattern: a start looks at millions of them.
        if (name.isEmpty() || name.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!allowed(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean allowed(char letter) {
        return letter >= 'a' && letter <= 'z'
                || letter >= 'A' && letter <= 'Z'
                || letter >= '0' && letter <= '9'
                || letter == '_'
                || letter == '-';
    }

    static String checked(String kind, String name) {
        if (!valid(name)) {
            throw new IllegalArgumentException("not a " + kind + " name: " + name);
        }
        return name;
    }
}
