package io.argosy.schedules.expressions;

/// A text that is no expression.
public final class MalformedExpression extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedExpression(String text) {
        super("not an expression: " + text);
    }
}
