package io.argosy.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// A kind of entity, declared beside its record: the name it has in the journal, which no renaming changes; the
/// steps from each older version of its rows to the next; the words it is found by and counted under; and what a
/// change may do to it. A record whose members change needs one more step.
public record Kind<E extends Entity>(
        String name,
        Class<E> type,
        List<Migration> migrations,
        List<Index<E>> indexes,
        Function<E, List<String>> counted,
        ChangeRule<E> rule) {

    public Kind {
        migrations = List.copyOf(migrations);
        indexes = List.copyOf(indexes);
    }

    public static <E extends Entity> Kind<E> of(String name, Class<E> type) {
        return new Kind<>(name, type, List.of(), List.of(), _ -> List.of(), ChangeRule.none());
    }

    /// The version of the rows that are written now.
    public int version() {
        return migrations.size();
    }

    /// With a step from the version so far.
    public Kind<E> migrated(Migration step) {
        return new Kind<>(
                name, type, Stream.concat(migrations.stream(), Stream.of(step)).toList(), indexes, counted, rule);
    }

    public Kind<E> indexed(Index<E> more) {
        return new Kind<>(
                name,
                type,
                migrations,
                Stream.concat(indexes.stream(), Stream.of(more)).toList(),
                counted,
                rule);
    }

    /// With the words under which each is counted: how many there are of each word is known at any time, without a
    /// look at them. Few words in all, as each change copies the counts.
    public Kind<E> counted(Function<E, List<String>> under) {
        return new Kind<>(name, type, migrations, indexes, under, rule);
    }

    public Kind<E> ruled(ChangeRule<E> by) {
        return new Kind<>(name, type, migrations, indexes, counted, by);
    }

    @Override
    public String toString() {
        return name;
    }
}
