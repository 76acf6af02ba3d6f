package io.argosy.pipelines;

import io.argosy.wire.PageTokens;
import java.util.Optional;

/// What the lists of this room have in common.
final class Pages {
    private static final int USUAL = 100;

    private Pages() {}

    static int size(Optional<Integer> asked) {
        int most = asked.orElse(USUAL);
        if (most < 1 || most > USUAL) {
            throw PipelineStore.invalid("maxResults should be between 1 and " + USUAL);
        }
        return most;
    }

    /// The key that the page goes on behind.
    static Optional<String> place(Optional<String> token, PageTokens tokens) {
        return token.map(
                given -> tokens.key(given).orElseThrow(() -> PipelineStore.invalid("The nextToken is not valid.")));
    }
}
