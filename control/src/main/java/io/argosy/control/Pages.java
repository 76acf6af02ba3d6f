package io.argosy.control;

import io.argosy.model.ApiError;
import io.argosy.wire.PageTokens;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/// Cuts lists into pages (ecs-semantics 1.5). A token names the last item shown, so that a page starts right even when
/// items came or went in between. A list is read from there on and as far as the page goes, however long it is; where
/// few items are wanted, a page ends early, behind the last one that was looked at (decision 0172).
public final class Pages {
    /// How many items an operation gives by default and at most.
    public record Size(int usual, int most) {
        public static final Size HUNDRED = new Size(100, 100);
        public static final Size SERVICES = new Size(10, 100);
    }

    private static final int MOST_LOOKED_AT = 10_000;

    private Pages() {}

    public static <T> Page<T> page(
            Listing<T> list, Size size, PageTokens tokens, Optional<Integer> maxResults, Optional<String> nextToken) {
        int limit = maxResults.orElse(size.usual());
        if (limit < 1 || limit > size.most()) {
            throw ApiError.invalidParameter("maxResults should be between 1 and " + size.most())
                    .thrown();
        }
        String last = nextToken.map(token -> opened(tokens, token)).orElse("");
        List<T> items = new ArrayList<>();
        Iterator<T> rest = list.after().apply(last).iterator();
        for (int looked = 0; rest.hasNext(); looked++) {
            T item = rest.next();
            boolean wanted = list.wanted().test(item);
            if (looked == MOST_LOOKED_AT || wanted && items.size() == limit) {
                return new Page<>(items, Optional.of(tokens.behind(last)));
            }
            if (wanted) {
                items.add(item);
            }
            last = list.key().apply(item);
        }
        return new Page<>(items, Optional.empty());
    }

    private static String opened(PageTokens tokens, String token) {
        return tokens.key(token)
                .orElseThrow(() -> ApiError.invalidParameter("Invalid token").thrown());
    }
}
