package io.argosy.secrets.parameters;

/// A text that may be looked at so many times only: a pattern of a caller's must not search for ever.
final class CountedText implements CharSequence {
    private static final int MOST = 1_000_000;

    private final String text;
    private int looks;

    CountedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > MOST) {
            throw new TooMuch();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    /// The text is a value, which nobody is to read by accident.
    @Override
    public String toString() {
        return "****";
    }

    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
