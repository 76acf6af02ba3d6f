package io.argosy.model;

/// The id rule of tasks and container instances.
public final class Ids {
    private static final int LENGTH = 32;
    private static final int DASHED_LENGTH = 36;

    private Ids() {}

    public static boolean valid(String id) {
        // Without a pattern: a start looks at millions of them.
        boolean dashes = id.length() == DASHED_LENGTH;
        if (id.length() != LENGTH && !dashes) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char letter = id.charAt(i);
            if (!(letter >= '0' && letter <= '9' || letter >= 'a' && letter <= 'f' || dashes && letter == '-')) {
                return false;
            }
        }
        return true;
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
