package io.argosy.access.policies;

import java.util.List;

/// One line of a statement's `Condition`: a key, and how its values in a request must be.
sealed interface Condition {
    boolean holds(RequestContext context);

    /// `Null`: whether the key must be missing.
    record Missing(String key, List<Boolean> expected) implements Condition {
        public Missing {
            expected = List.copyOf(expected);
        }

        @Override
        public boolean holds(RequestContext context) {
            return expected.contains(context.values(key).isEmpty());
        }
    }

    /// How many of a key's values must pass. Without a word of the policy a key has one value, and of several one is
    /// enough, or none may fail where the operator is negated.
    enum Quantifier {
        USUAL,
        ANY,
        ALL
    }

    /// A key that a request says nothing to fails, unless the operator is negated, ends in `IfExists`, or asks all of
    /// no values.
    record Compared(String key, Quantifier quantifier, boolean negated, boolean ifExists, Comparison comparison)
            implements Condition {
        @Override
        public boolean holds(RequestContext context) {
            List<String> values = context.values(key);
            return switch (quantifier) {
                case USUAL ->
                    values.isEmpty()
                            ? negated || ifExists
                            : negated != values.stream().anyMatch(value -> comparison.holds(value, context));
                case ANY -> values.isEmpty() ? ifExists : values.stream().anyMatch(value -> passes(value, context));
                case ALL -> values.stream().allMatch(value -> passes(value, context));
            };
        }

        private boolean passes(String value, RequestContext context) {
            return negated != comparison.holds(value, context);
        }
    }
}
