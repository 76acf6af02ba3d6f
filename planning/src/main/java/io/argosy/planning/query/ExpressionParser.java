package io.argosy.planning.query;

import java.util.ArrayList;
import java.util.List;

/// Reads an expression by descent: not binds tighter than and, and tighter than or (ecs-semantics 6.5).
final class ExpressionParser {
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int position;
    private int depth;

    ExpressionParser(String text) throws InvalidExpression {
        this.tokens = new Lexer(text).tokens();
    }

    Condition whole() throws InvalidExpression {
        Condition condition = or();
        if (peek().kind() != Token.Kind.END) {
            throw unexpected("'and', 'or' or the end");
        }
        return condition;
    }

    private Condition or() throws InvalidExpression {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(and());
        } while (accept("or", "||"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.Some(parts);
    }

    private Condition and() throws InvalidExpression {
        List<Condition> parts = new ArrayList<>();
        do {
            parts.add(not());
        } while (accept("and", "&&"));
        return parts.size() == 1 ? parts.getFirst() : new Condition.Every(parts);
    }

    private Condition not() throws InvalidExpression {
        if (++depth > DEEPEST) {
            throw new InvalidExpression("It is nested deeper than " + DEEPEST + " levels.");
        }
        try {
            if (accept("not", "!")) {
                return new Condition.Not(not());
            }
            return accept("(", "(") ? group() : test();
        } finally {
            depth--;
        }
    }

    private Condition group() throws InvalidExpression {
        Condition inner = or();
        if (!accept(")", ")")) {
            throw unexpected("')'");
        }
        return inner;
    }

    private Condition test() throws InvalidExpression {
        if (peek().kind() != Token.Kind.WORD) {
            throw unexpected("a subject such as attribute:<name>");
        }
        Subject<?> subject = Subject.named(take().text());
        Operator operator = Operator.named(operatorText()).orElseThrow(() -> unexpected("an operator"));
        if (!subject.operators().contains(operator)) {
            throw new InvalidExpression(subject + " does not take the operator " + operator.symbol() + ".");
        }
        position++;
        return subject.test(operator, arguments(operator));
    }

    private String operatorText() {
        return peek().kind() == Token.Kind.QUOTED ? "" : peek().text();
    }

    private List<String> arguments(Operator operator) throws InvalidExpression {
        if (operator.takesNothing()) {
            return List.of();
        }
        if (!operator.takesList()) {
            return List.of(literal());
        }
        List<String> literals = new ArrayList<>();
        if (!accept("[", "[")) {
            return List.of(literal());
        }
        do {
            literals.add(literal());
        } while (accept(",", ","));
        if (!accept("]", "]")) {
            throw unexpected("',' or ']'");
        }
        return literals;
    }

    private String literal() throws InvalidExpression {
        if (!peek().literal()) {
            throw unexpected("a value");
        }
        return take().text();
    }

    private boolean accept(String word, String symbol) {
        if (peek().is(word) || peek().is(symbol)) {
            position++;
            return true;
        }
        return false;
    }

    private Token peek() {
        return tokens.get(position);
    }

    private Token take() {
        return tokens.get(position++);
    }

    private InvalidExpression unexpected(String wanted) {
        return new InvalidExpression("Expected " + wanted + ", not " + peek().shown() + ".");
    }
}
