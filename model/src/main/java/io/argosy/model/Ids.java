package io.argosy.model;

/// The id rule of tasks and container instances.
public final class Ids {
    private static final int HEX_DIGITS = 32;
    private static final int WITH_DASHES = 36;

    private Ids() {}

    public static boolean valid(String id) {
        if (id.length() != HEX_DIGITS && id.length() != WITH_DASHES) {
            return false;
        }
        for (int i = 0; i < id.length(); i++) {
            char digit = id.charAt(i);
            boolean hex = (digit >= '0' && digit <= '9') || (digit >= 'a' && digit <= 'f');
            if (!hex && (digit != '-' || id.length() == HEX_DIGITS)) {
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
