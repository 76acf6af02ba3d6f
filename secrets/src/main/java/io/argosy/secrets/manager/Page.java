package io.argosy.secrets.manager;

import io.argosy.model.ApiError;
import io.argosy.wire.PageTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list, and the token of the next, which names the last item shown.
record Page<T>(List<T> items, Optional<String> nextToken) {
    private static final int USUAL = 100;

    static <T> Page<T> of(
            List<T> sorted,
            Function<T, String> key,
            PageTokens tokens,
            Optional<Integer> most,
            Optional<String> token) {
        List<T> rest = token.map(given -> behind(sorted, key, tokens, given)).orElse(sorted);
        int limit = most.orElse(USUAL);
        if (rest.size() <= limit) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, Optional.of(tokens.behind(key.apply(items.getLast()))));
    }

    /// A moment as part of a key, in an order that is that of its letters.
    static String moment(Instant at) {
        return String.format("%012d.%09d ", at.getEpochSecond(), at.getNano());
    }

    /// If the last item shown is gone by now, the list goes on where it would stand: lists are in the order of their
    /// keys, up or down.
    private static <T> List<T> behind(List<T> sorted, Function<T, String> key, PageTokens tokens, String token) {
        String last = tokens.key(token)
                .orElseThrow(
                        () -> new ApiError("InvalidNextTokenException", "The NextToken value is invalid.").thrown());
        boolean down = sorted.size() > 1 && key.apply(sorted.getFirst()).compareTo(key.apply(sorted.getLast())) > 0;
        return sorted.stream()
                .filter(item -> down
                        ? key.apply(item).compareTo(last) < 0
                        : key.apply(item).compareTo(last) > 0)
                .toList();
    }
}
