package io.argosy.testkit;

/// Something happened that must never happen. An error: nothing on the way may take it for a failure to live with.
public final class Violation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private Violation(String what) {
        super(what);
    }

    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new Violation(String.format(what, values));
        }
    }
}
