package io.argosy.logs.operations;

import io.argosy.wire.PageTokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A page of a list that can be read from any of its keys on, and the token of the next.
record ListPage<T>(List<T> items, Optional<String> nextToken) {
    static final int USUAL = 50;

    /// `after` is the list behind a key, from its beginning for an empty one.
    static <T> ListPage<T> of(
            Function<String, Stream<T>> after,
            Function<T, String> key,
            PageTokens tokens,
            Optional<Integer> limit,
            Optional<String> token) {
        String last = token.map(given ->
                        tokens.key(given).orElseThrow(() -> LogErrors.badToken().thrown()))
                .orElse("");
        List<T> items = new ArrayList<>();
        for (Iterator<T> rest = after.apply(last).iterator(); rest.hasNext(); ) {
            T item = rest.next();
            if (items.size() == limit.orElse(USUAL)) {
                return new ListPage<>(items, Optional.of(tokens.behind(key.apply(items.getLast()))));
            }
            items.add(item);
        }
        return new ListPage<>(items, Optional.empty());
    }
}
