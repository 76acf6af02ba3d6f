package io.argosy.logs.patterns;

import io.argosy.logs.store.MessageText;
import java.util.List;

/// Something that a message has or has not.
sealed interface Term {
    /// `wanted` is in the form in which messages are searched.
    record Exactly(String wanted) implements Term {}

    /// `words` are some of which one is in whatever fits, in that form too.
    record Like(Expression expression, List<String> words) implements Term {
        public Like {
            words = List.copyOf(words);
        }
    }

    static Term of(String text) {
        return new Exactly(MessageText.wanted(text));
    }

    static Term like(Expression expression) {
        return new Like(
                expression, expression.words().stream().map(MessageText::wanted).toList());
    }

    default boolean isIn(MessageText message) {
        return switch (this) {
            case Exactly(var wanted) -> message.holds(wanted);
            case Like(var expression, var _) -> mayBeIn(message) && expression.isIn(message.text());
        };
    }

    default boolean mayBeIn(MessageText block) {
        return switch (this) {
            case Exactly(var wanted) -> block.holds(wanted);
            case Like(var _, var words) -> words.isEmpty() || words.stream().anyMatch(block::holds);
        };
    }
}
