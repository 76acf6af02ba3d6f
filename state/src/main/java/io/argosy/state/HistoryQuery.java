package io.argosy.state;

import java.util.List;

/// What is asked of the history of a realm, its account's store and its clusters' together: changes of entities of
/// these kinds, after the change of this number, at most so many.
public record HistoryQuery(String realm, List<String> kinds, long after, int most) {
    public HistoryQuery {
        kinds = List.copyOf(kinds);
    }
}
