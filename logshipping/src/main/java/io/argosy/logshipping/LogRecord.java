package io.argosy.logshipping;

/// What the engine wrote down at once: a line of an output with its end, or a part of a long one without. `from` and
/// `to` are where it lies.
record LogRecord(boolean error, String text, long nanos, Position from, Position to) {
    boolean ends() {
        return text.endsWith("\n");
    }
}
