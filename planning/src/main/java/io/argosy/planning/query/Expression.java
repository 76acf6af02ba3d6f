package io.argosy.planning.query;

import io.argosy.model.InstanceLoad;
import java.util.Optional;

/// A sentence of the cluster query language, which selects container instances (ecs-semantics 6.5).
/// Two expressions are equal when their texts are.
public final class Expression {
    private static final int LONGEST = 2000;

    private final String text;
    private final Condition condition;

    private Expression(String text, Condition condition) {
        this.text = text;
        this.condition = condition;
    }

    public static Expression parse(String text) throws InvalidExpression {
        if (text.length() > LONGEST) {
            throw new InvalidExpression("It may have at most " + LONGEST + " characters.");
        }
        return new Expression(text, new ExpressionParser(text).whole());
    }

    /// What is wrong with a text, if anything.
    public static Optional<String> refusal(String text) {
        try {
            parse(text);
            return Optional.empty();
        } catch (InvalidExpression invalid) {
            return Optional.of(String.valueOf(invalid.getMessage()));
        }
    }

    public boolean matches(InstanceLoad load) {
        return condition.holds(load);
    }

    /// What of an instance it looks at: its answer is the same while that is.
    public Reach reach() {
        return condition.reach();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Expression that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
