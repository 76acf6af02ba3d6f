package io.argosy.schedules.runs;

import io.argosy.model.Entity;
import io.argosy.model.Index;
import io.argosy.state.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Moments as words of an index: they stand in the order of time.
public final class Moments {
    private Moments() {}

    public static String word(Instant at) {
        return String.format("%012d.%09d", at.getEpochSecond(), at.getNano());
    }

    static Instant instant(String word) {
        return Instant.ofEpochSecond(Long.parseLong(word.substring(0, 12)), Long.parseLong(word.substring(13)));
    }

    /// Those whose moment has come, the longest due first.
    public static <E extends Entity> List<E> come(Table<E> table, Index<E> index, Instant now, int most) {
        return table.upTo(index, word(now)).limit(most).toList();
    }

    /// The first moment of all.
    public static <E extends Entity> Optional<Instant> first(Table<E> table, Index<E> index) {
        return table.inOrder(index)
                .findFirst()
                .map(entity -> instant(index.words().apply(entity).getFirst()));
    }
}
