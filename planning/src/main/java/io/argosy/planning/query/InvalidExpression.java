package io.argosy.planning.query;

/// A text that is not an expression of the cluster query language. The message tells the caller what is wrong where.
public final class InvalidExpression extends Exception {
    private static final long serialVersionUID = 1L;

    InvalidExpression(String because) {
        super("Invalid expression. " + because, null, false, false);
    }
}
