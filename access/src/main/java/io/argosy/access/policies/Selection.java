package io.argosy.access.policies;

import java.util.List;
import java.util.function.Predicate;

/// Which of all there are a statement is about: its `Action` or `NotAction`, its `Resource` or `NotResource`.
sealed interface Selection {
    record Only(List<TextPattern> patterns) implements Selection {
        public Only {
            patterns = List.copyOf(patterns);
        }
    }

    record AllBut(List<TextPattern> patterns) implements Selection {
        public AllBut {
            patterns = List.copyOf(patterns);
        }
    }

    /// A trust policy names no resource: it belongs to one.
    record Everything() implements Selection {}

    default boolean covers(Predicate<TextPattern> match) {
        return switch (this) {
            case Only(List<TextPattern> patterns) -> patterns.stream().anyMatch(match);
            case AllBut(List<TextPattern> patterns) -> patterns.stream().noneMatch(match);
            case Everything() -> true;
        };
    }
}
