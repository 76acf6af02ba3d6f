package io.argosy.state;

import java.io.IOException;
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

    private Optional<Committed> change(Logged logged) {
        Optional<Committed> change = codec.change(logged);
        if (change.isEmpty()) {
            log.error("commit={} a change of {} cannot be read and is passed over", logged.commit(), logged.row());
        }
        return change;
    }
}
