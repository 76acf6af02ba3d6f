package io.argosy.state;

import java.time.Instant;
import java.util.List;

/// What a journal remembers of entities of one kind that came to their end, the last first: all since `since` of those
/// it was asked about. `next` is where to go on towards the eldest; 0 when there is nothing before.
public record Ends(List<Logged> rows, Instant since, long next) {
    public Ends {
        rows = List.copyOf(rows);
    }
}
