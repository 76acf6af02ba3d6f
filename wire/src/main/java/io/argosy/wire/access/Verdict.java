package io.argosy.wire.access;

/// Whether a key may do what a request needs.
public sealed interface Verdict {
    record Allowed() implements Verdict {}

    /// `because` ends the sentence that tells the caller, as IAM words it; `explicit` where a policy says no, and does
    /// not only say nothing.
    record Denied(boolean explicit, String because) implements Verdict {}

    static Verdict allowed() {
        return new Allowed();
    }

    /// Nothing says yes.
    static Verdict notAllowed(Permission permission) {
        return new Denied(false, "because no identity-based policy allows the " + permission.action() + " action");
    }
}
