package io.argosy.schedules.targets;

/// What is wrong with a target, in the words that its client is told.
public final class RefusedTarget extends Exception {
    private static final long serialVersionUID = 1L;

    public RefusedTarget(String because) {
        super(because);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
