package io.argosy.lifecycle;

/// A text that is no lifecycle policy, and what ECR says of it.
public final class MalformedLifecyclePolicy extends Exception {
    private static final long serialVersionUID = 1L;

    private final String because;

    MalformedLifecyclePolicy(String because) {
        super(because);
        this.because = because;
    }

    public String because() {
        return because;
    }
}
