package io.argosy.eventpatterns;

/// An input that cannot be made of an event, or not of any, in the live service's words.
public final class RefusedInput extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedInput(String text) {
        super(text);
    }

    public String text() {
        return String.valueOf(getMessage());
    }
}
