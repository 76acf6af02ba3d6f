package io.argosy.access.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.Shape;
import io.argosy.wire.PageTokens;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list in the order of its names, and the marker of the next.
record IamPage<T>(List<T> items, Optional<String> marker) {
    private static final int USUAL = 100;

    /// How a request asks for a page: of which list, how many, from where.
    record Asked(PageTokens tokens, Optional<Integer> most, Optional<String> marker) {
        static Asked of(Caller caller, Shape request, Optional<Integer> most, Optional<String> marker) {
            return new Asked(PageTokens.of(caller.realm(), request), most, marker);
        }
    }

    static <T> IamPage<T> of(Collection<T> all, Function<T, String> name, Asked asked) {
        Function<T, String> key = item -> name.apply(item).toLowerCase(Locale.ROOT);
        String after = asked.marker()
                .map(given -> asked.tokens()
                        .key(given)
                        .orElseThrow(() -> IamErrors.invalid("Invalid Marker.").thrown()))
                .orElse("");
        List<T> rest = all.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .sorted(Comparator.comparing(key))
                .toList();
        int most = asked.most().orElse(USUAL);
        if (rest.size() <= most) {
            return new IamPage<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, most);
        return new IamPage<>(items, Optional.of(asked.tokens().behind(key.apply(items.getLast()))));
    }

    boolean truncated() {
        return marker.isPresent();
    }
}
