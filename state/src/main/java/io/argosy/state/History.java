package io.argosy.state;

import java.util.List;

/// Some of what a journal remembers of one store, whole commits in their order: those after the one that was asked
/// about, up to `upTo`. Everything since the commit `since` is remembered.
public record History(long since, long upTo, List<Logged> rows) {
    public History {
        rows = List.copyOf(rows);
    }
}
