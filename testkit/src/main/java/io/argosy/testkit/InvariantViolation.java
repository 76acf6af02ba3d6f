package io.argosy.testkit;

/// Something happened that must never happen. An error: nothing on the way may take it for a failure to live with.
public final class InvariantViolation extends AssertionError {
    private static final long serialVersionUID = 1L;

    private InvariantViolation(String what) {
        super(what);
    }

    static void unless(boolean holds, String what, Object... values) {
        if (!holds) {
            throw new InvariantViolation(String.format(what, values));
        }
    }
}
