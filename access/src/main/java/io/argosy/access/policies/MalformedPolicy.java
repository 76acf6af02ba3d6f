package io.argosy.access.policies;

/// A text that is no policy document, and why.
public final class MalformedPolicy extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedPolicy(String because) {
        super(because);
    }

    public String because() {
        return String.valueOf(getMessage());
    }
}
