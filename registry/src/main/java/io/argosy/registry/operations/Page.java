package io.argosy.registry.operations;

import io.argosy.wire.PageTokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list in the order of its keys, and the token for the next. The token holds the last key seen, so
/// nothing is skipped or shown twice when the list changes between pages.
record Page<T>(List<T> items, Optional<String> nextToken) {
    private static final int USUAL = 100;

    static <T> Page<T> of(
            List<T> sorted,
            Function<T, String> key,
            PageTokens tokens,
            Optional<Integer> maxResults,
            Optional<String> token) {
        String after = token.map(given -> opened(tokens, given)).orElse("");
        List<T> rest = sorted.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .toList();
        int limit = maxResults.orElse(USUAL);
        if (rest.size() <= limit) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, Optional.of(tokens.behind(key.apply(items.getLast()))));
    }

    private static String opened(PageTokens tokens, String token) {
        return tokens.key(token)
                .orElseThrow(() ->
                        EcrErrors.invalidParameter("nextToken", "Invalid token").thrown());
    }
}
