package io.argosy.confinement;

/// A task asked for something of this host that it does not get; the text says what, and what to do.
public final class HostRefusal extends Exception {
    private static final long serialVersionUID = 1L;

    HostRefusal(String text) {
        super(text);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
