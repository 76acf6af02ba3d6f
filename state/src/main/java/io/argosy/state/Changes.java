package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What changed in one store, in the order in which it became durable, for subscribers that must miss nothing: each
/// keeps the number of the commit up to which it has read (a `Cursor` in the store, say), asks for what came after it
/// whenever the store's watch rings, and goes on there after a restart. The journal's history is what is read, so it
/// reaches back as far as that is kept.
public final class Changes {
    private static final Logger log = LoggerFactory.getLogger(Changes.class);

    private final String store;
    private final Journal journal;
    private final EntityCodec codec;

    /// What there is after a commit.
    public sealed interface Reading {
        /// Whole commits; the next reading begins after `upTo`.
        record Some(List<Committed> changes, long upTo) implements Reading {}

        /// Not everything after that commit is remembered any more. Whoever asked looks at the whole state instead, and
        /// reads on from the commit that it shows.
        record TooOld(long since) implements Reading {}
    }

    Changes(String store, Journal journal, EntityCodec codec) {
        this.store = store;
        this.journal = journal;
        this.codec = codec;
    }

    /// The commits after this one, about so many changes.
    public Reading after(long commit, int most) throws IOException {
        History history = journal.history(store, commit, most);
        if (commit < history.since()) {
            return new Reading.TooOld(history.since());
        }
        List<Committed> changes =
                history.rows().stream().flatMap(row -> change(row).stream()).toList();
        return new Reading.Some(changes, history.upTo());
    }

    /// Entities of a kind that are not there any more, as they last were, the last to go first: all that went since
    /// `since`, of those that were asked about.
    public record Past<E>(List<E> entities, Instant since, long next) {}

    /// Those that went before the change of this number, in so many changes; `Long.MAX_VALUE` is behind all. One begins
    /// there and goes on with what each answer names, until that is 0.
    public <E extends Entity> Past<E> past(Kind<E> kind, long before, int window) throws IOException {
        Ends ends = journal.ends(store, kind.name(), before, window);
        return new Past<>(
                ends.rows().stream()
                        .flatMap(row -> change(row).flatMap(Committed::before).stream())
                        .map(kind.type()::cast)
                        .toList(),
                ends.since(),
                ends.next());
    }

    private Optional<Committed> change(Logged logged) {
        Optional<Committed> change = codec.change(logged);
        if (change.isEmpty()) {
            log.error("commit={} a change of {} cannot be read and is passed over", logged.commit(), logged.row());
        }
        return change;
    }
}
