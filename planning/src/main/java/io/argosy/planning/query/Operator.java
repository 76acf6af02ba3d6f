package io.argosy.planning.query;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// The operators of the cluster query language, each with its symbol and its word.
enum Operator {
    EQUAL("==", "equals"),
    NOT_EQUAL("!=", "not_equals"),
    GREATER(">", "greater_than"),
    GREATER_EQUAL(">=", "greater_than_equal"),
    LESS("<", "less_than"),
    LESS_EQUAL("<=", "less_than_equal"),
    EXISTS("exists", "exists"),
    NOT_EXISTS("!exists", "not_exists"),
    IN("in", "in"),
    NOT_IN("!in", "not_in"),
    MATCHES("=~", "matches"),
    NOT_MATCHES("!~", "not_matches");

    static final Set<Operator> EVERY = EnumSet.allOf(Operator.class);
    static final Set<Operator> OF_TEXT = EnumSet.of(EQUAL, NOT_EQUAL, IN, NOT_IN, MATCHES, NOT_MATCHES);
    static final Set<Operator> OF_ORDER = EnumSet.of(EQUAL, NOT_EQUAL, GREATER, GREATER_EQUAL, LESS, LESS_EQUAL);

    private final String symbol;
    private final String word;

    Operator(String symbol, String word) {
        this.symbol = symbol;
        this.word = word;
    }

    static Optional<Operator> named(String text) {
        return Arrays.stream(values())
                .filter(operator -> operator.symbol.equals(text) || operator.word.equals(text))
                .findFirst();
    }

    boolean takesList() {
        return this == IN || this == NOT_IN;
    }

    boolean takesNothing() {
        return this == EXISTS || this == NOT_EXISTS;
    }

    String symbol() {
        return symbol;
    }
}
