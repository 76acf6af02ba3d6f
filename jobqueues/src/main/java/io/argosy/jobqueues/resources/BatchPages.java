package io.argosy.jobqueues.resources;

import io.argosy.control.Listing;
import io.argosy.control.Page;
import io.argosy.control.Pages;
import io.argosy.model.Caller;
import io.argosy.wire.PageTokens;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

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
    public static void requireOne(Caller caller, String what, List<String> names, Optional<Integer> maxResults) {
        if (!names.isEmpty() && maxResults.isPresent()) {
            throw BatchErrors.wrapped(caller, what + " and MaxResults cannot both be set");
        }
    }

    /// Those that the names find, unknown ones left out, or all where no name is given.
    public static <T> Page<T> namedOrAll(
            List<String> names, Function<String, Optional<T>> find, Supplier<Page<T>> all) {
        return names.isEmpty()
                ? all.get()
                : new Page<>(
                        names.stream()
                                .flatMap(name -> find.apply(name).stream())
                                .toList(),
                        Optional.empty());
    }
}
