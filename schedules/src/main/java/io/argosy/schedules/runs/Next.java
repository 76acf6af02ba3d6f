package io.argosy.schedules.runs;

import java.time.Instant;
import java.util.List;

/// When a schedule is due again.
public sealed interface Next {
    /// It is switched off, or all its times have passed.
    record Never() implements Next {}

    /// `fire` is the moment in its flexible window; without one it is `due` itself.
    record At(Instant due, Instant fire) implements Next {}

    /// Of an index by the moment.
    default List<String> words() {
        return switch (this) {
            case Never() -> List.of();
            case At(var _, Instant fire) -> List.of(Moments.word(fire));
        };
    }
}
