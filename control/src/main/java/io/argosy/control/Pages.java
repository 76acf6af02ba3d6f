package io.argosy.control;

import io.argosy.model.ApiError;
import io.argosy.wire.PageTokens;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Cuts lists into pages (ecs-semantics 1.5). A token names the last item shown, so that a page starts right even when
/// items came or went in between. Lists must be in the order of `key`.
public final class Pages {
    /// How many items an operation gives by default and at most.
    public record Size(int usual, int most) {
        public static final Size HUNDRED = new Size(100, 100);
        public static final Size SERVICES = new Size(10, 100);
    }

    private Pages() {}

    public static <T> Page<T> page(
            Collection<T> sorted,
            Function<T, String> key,
            Size size,
            PageTokens tokens,
            Optional<Integer> maxResults,
            Optional<String> nextToken) {
        int limit = maxResults.orElse(size.usual());
        if (limit < 1 || limit > size.most()) {
            throw ApiError.invalidParameter("maxResults should be between 1 and " + size.most())
                    .thrown();
        }
        List<T> rest = nextToken
                .map(token -> after(sorted, key, opened(tokens, token)))
                .orElse(List.copyOf(sorted));
        if (rest.size() <= limit) {
            return new Page<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, limit);
        return new Page<>(items, Optional.of(tokens.behind(key.apply(items.getLast()))));
    }

    /// What stands behind the last shown item; when that one is gone, what its key would stand before.
    private static <T> List<T> after(Collection<T> sorted, Function<T, String> key, String last) {
        List<T> all = List.copyOf(sorted);
        for (int i = 0; i < all.size(); i++) {
            if (key.apply(all.get(i)).equals(last)) {
                return all.subList(i + 1, all.size());
            }
        }
        return all.stream().filter(item -> key.apply(item).compareTo(last) > 0).toList();
    }

    private static String opened(PageTokens tokens, String token) {
        return tokens.key(token)
                .orElseThrow(() -> ApiError.invalidParameter("Invalid token").thrown());
    }
}
