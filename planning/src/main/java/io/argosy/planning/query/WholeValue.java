package io.argosy.planning.query;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A Java regular expression that must match a whole value. Matching has a budget of steps: a pattern that would
/// backtrack for ages counts as not matching, so nobody's filter can hold up the store.
final class WholeValue {
    private static final int STEPS = 200_000;

    private final Pattern pattern;

    private WholeValue(Pattern pattern) {
        this.pattern = pattern;
    }

    static WholeValue matching(String regex) throws InvalidExpression {
        try {
            return new WholeValue(Pattern.compile(regex));
        } catch (PatternSyntaxException broken) {
            throw new InvalidExpression(
                    "'" + regex + "' is not a regular expression: " + broken.getDescription() + ".");
        }
    }

    boolean matches(String value) {
        try {
            return pattern.matcher(new Budgeted(value, new int[] {STEPS})).matches();
        } catch (BudgetSpent | StackOverflowError _) {
            return false;
        }
    }

    /// A text that can be read only so often; parts of it share the budget.
    private record Budgeted(CharSequence text, int[] left) implements CharSequence {
        @Override
        public char charAt(int index) {
            if (--left[0] < 0) {
                throw new BudgetSpent();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budgeted(text.subSequence(start, end), left);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    private static final class BudgetSpent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BudgetSpent() {
            super("the pattern takes too many steps", null, false, false);
        }
    }
}
