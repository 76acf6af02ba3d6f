package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;

/// Something that a message has or has not.
sealed interface Term {
    /// `wanted` is in the form in which messages are searched.
    record Exactly(String wanted) implements Term {}

    record Like(Expression expression) implements Term {}

    static Term of(String text) {
        return new Exactly(MessageText.wanted(text));
    }

    default boolean isIn(MessageText message) {
        return switch (this) {
            case Exactly(var wanted) -> message.holds(wanted);
            case Like(var expression) -> expression.isIn(message.text());
        };
    }

    default boolean mayBeIn(MessageText block) {
        return switch (this) {
            case Exactly(var wanted) -> block.holds(wanted);
            case Like _ -> true;
        };
    }
}
