package io.argosy.batch.resources;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.wire.PageTokens;
import java.util.Optional;
import java.util.function.Function;

/// Pages of Batch's lists: 100 where nothing else is asked, and a size out of range is brought into it
/// (batch-semantics 1.5).
public final class BatchPages {
    private BatchPages() {}

    public static <T> Page<T> page(
            Listing<T> list, PageTokens tokens, Optional<Integer> maxResults, Optional<String> nextToken) {
        int most = Pages.Size.HUNDRED.most();
        if (nextToken.isPresent() && tokens.key(nextToken.get()).isEmpty()) {
            throw BatchErrors.plain("The nextToken is not valid.");
        }
        return Pages.page(
                list, Pages.Size.HUNDRED, tokens, maxResults.map(asked -> Math.clamp(asked, 1, most)), nextToken);
    }

    /// What names were asked for cannot be paged.
    public static void requireOne(boolean named, boolean sized, Function<String, RuntimeException> refusal, String what) {
        if (named && sized) {
            throw refusal.apply(what + " and MaxResults cannot both be set");
        }
    }
}
