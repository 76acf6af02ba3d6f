package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.Shape;
import io.argosy.wire.PageTokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// One page of a list in the order of its keys, and the token of the next, which names the last item shown.
record ParameterPage<T>(List<T> items, Optional<String> nextToken) {
    /// How a request asks for a page.
    record Asked(PageTokens tokens, int most, Optional<String> token) {
        static Asked of(Caller caller, Shape request, int most, Optional<String> token) {
            return new Asked(PageTokens.of(caller.realm(), request), most, token);
        }
    }

    static <T> ParameterPage<T> of(List<T> sorted, Function<T, String> key, Asked asked) {
        String after = asked.token()
                .map(given -> asked.tokens()
                        .key(given)
                        .orElseThrow(() -> SsmErrors.of("InvalidNextToken", "The specified token is not valid.")))
                .orElse("");
        List<T> rest = sorted.stream()
                .filter(item -> key.apply(item).compareTo(after) > 0)
                .toList();
        if (rest.size() <= asked.most()) {
            return new ParameterPage<>(rest, Optional.empty());
        }
        List<T> items = rest.subList(0, asked.most());
        return new ParameterPage<>(items, Optional.of(asked.tokens().behind(key.apply(items.getLast()))));
    }
}
