package io.argosy.logs.patterns;

import java.util.Optional;

/// An operator and what it compares with.
record Comparison(Operator operator, Wanted wanted) {
    enum Operator {
        EQUAL,
        NOT_EQUAL,
        LESS,
        AT_MOST,
        GREATER,
        AT_LEAST
    }

    /// The other side: a number, text with `*` at either end or without, or an expression.
    sealed interface Wanted {
        record Amount(double number) implements Wanted {}

        record Words(String text, boolean openBefore, boolean openBehind) implements Wanted {}

        record Like(Expression expression) implements Wanted {}
    }

    static Comparison parse(PatternReader reader, String ends) {
        Operator operator = operator(reader);
        reader.skipSpace();
        Wanted wanted = wanted(reader, ends);
        boolean ordered = operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
        if (ordered && !(wanted instanceof Wanted.Amount)) {
            throw PatternReader.invalid();
        }
        return new Comparison(operator, wanted);
    }

    private static Operator operator(PatternReader reader) {
        reader.skipSpace();
        if (reader.takes("!=")) {
            return Operator.NOT_EQUAL;
        }
        if (reader.takes("<=")) {
            return Operator.AT_MOST;
        }
        if (reader.takes(">=")) {
            return Operator.AT_LEAST;
        }
        return switch (reader.take()) {
            case '=' -> Operator.EQUAL;
            case '<' -> Operator.LESS;
            case '>' -> Operator.GREATER;
            default -> throw PatternReader.invalid();
        };
    }

    private static Wanted wanted(PatternReader reader, String ends) {
        return switch (reader.peek()) {
            case '"' -> words(reader.between('"'));
            case '%' -> new Wanted.Like(Expression.parse(reader.between('%')));
            default -> bare(reader.until(ends));
        };
    }

    private static Wanted bare(String text) {
        if (text.isEmpty()) {
            throw PatternReader.invalid();
        }
        return amount(text).<Wanted>map(Wanted.Amount::new).orElseGet(() -> words(text));
    }

    private static Wanted words(String text) {
        boolean before = text.startsWith("*");
        boolean behind = text.endsWith("*") && text.length() > 1;
        return new Wanted.Words(text.substring(before ? 1 : 0, text.length() - (behind ? 1 : 0)), before, behind);
    }

    static Optional<Double> amount(String text) {
        boolean digits = text.chars().anyMatch(Character::isDigit)
                && text.chars().allMatch(sign -> "0123456789+-.eE".indexOf(sign) >= 0);
        try {
            return digits ? Optional.of(Double.parseDouble(text)) : Optional.empty();
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }

    boolean holdsOf(String text) {
        return switch (wanted) {
            case Wanted.Amount(var number) ->
                amount(text).map(found -> holds(Double.compare(found, number))).orElse(operator == Operator.NOT_EQUAL);
            case Wanted.Words words -> is(fits(words, text));
            case Wanted.Like(var expression) -> is(expression.isIn(text));
        };
    }

    /// Of a number as it is written.
    boolean holdsOf(double number, String text) {
        return switch (wanted) {
            case Wanted.Amount(var other) -> holds(Double.compare(number, other));
            case Wanted.Words words -> is((words.openBefore() || words.openBehind()) && fits(words, text));
            case Wanted.Like(var expression) -> is(expression.isIn(text));
        };
    }

    private boolean is(boolean equal) {
        return equal == (operator == Operator.EQUAL);
    }

    private boolean holds(int order) {
        return switch (operator) {
            case EQUAL -> order == 0;
            case NOT_EQUAL -> order != 0;
            case LESS -> order < 0;
            case AT_MOST -> order <= 0;
            case GREATER -> order > 0;
            case AT_LEAST -> order >= 0;
        };
    }

    private static boolean fits(Wanted.Words words, String text) {
        if (words.openBefore() && words.openBehind()) {
            return text.contains(words.text());
        }
        if (words.openBefore()) {
            return text.endsWith(words.text());
        }
        return words.openBehind() ? text.startsWith(words.text()) : text.equals(words.text());
    }
}
