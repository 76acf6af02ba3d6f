package io.argosy.schedules.lists;

import io.argosy.model.ApiError;
import io.argosy.wire.PageTokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// One page of a list in the order of its keys, and the token of the next, which names the last item shown.
public record NamedPage<T>(List<T> items, Optional<String> nextToken) {
    private static final int USUAL = 100;

    public static <T> NamedPage<T> of(
            Stream<T> sorted,
            Function<T, String> key,
            PageTokens tokens,
            Optional<Integer> most,
            Optional<String> token) {
        String last = token.map(given -> tokens.key(given)
                        .orElseThrow(() -> new ApiError("ValidationException", "Invalid NextToken provided.").thrown()))
                .orElse("");
        int limit = most.orElse(USUAL);
        List<T> items = sorted.filter(item -> key.apply(item).compareTo(last) > 0)
                .limit(limit + 1L)
                .toList();
        return items.size() <= limit
                ? new NamedPage<>(items, Optional.empty())
                : new NamedPage<>(items.subList(0, limit), Optional.of(tokens.behind(key.apply(items.get(limit - 1)))));
    }
}
