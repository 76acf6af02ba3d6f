package io.argosy.state;

import io.argosy.model.Entity;
import io.argosy.model.Kind;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What changed in a realm, its account and all its clusters in one order: that in which it became durable. As
/// `Changes` of one store, but by the numbers of changes: whoever reads may stop within a commit.
public final class RealmChanges {
    private static final Logger log = LoggerFactory.getLogger(RealmChanges.class);

    private final String realm;
    private final Journal journal;
    private final EntityCodec codec;

    /// Changes in their order; the next reading begins after `upTo`. All after `since` are remembered: who asked for
    /// what came after an earlier one has missed some.
    public record Reading(List<Committed> changes, long upTo, long since) {
        public Reading {
            changes = List.copyOf(changes);
        }
    }

    RealmChanges(String realm, Journal journal, EntityCodec codec) {
        this.realm = realm;
        this.journal = journal;
        this.codec = codec;
    }

    /// Those of entities of these kinds after the change of this number, at most so many.
    public Reading after(long change, Collection<Kind<? extends Entity>> kinds, int most) throws IOException {
        History history = journal.history(
                new HistoryQuery(realm, kinds.stream().map(Kind::name).toList(), change, most));
        List<Committed> changes = history.rows().stream()
                .flatMap(row -> {
                    var read = codec.change(row);
                    if (read.isEmpty()) {
                        log.error("change={} of {} cannot be read and is passed over", row.number(), row.row());
                    }
                    return read.stream();
                })
                .toList();
        return new Reading(changes, history.upTo(), history.since());
    }

    /// The number of the last change before this moment, as far as the history goes back.
    public long before(Instant moment) throws IOException {
        return journal.numberBefore(moment);
    }
}
