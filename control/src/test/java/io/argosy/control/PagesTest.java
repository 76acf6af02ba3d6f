package io.argosy.control;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.ecs.ListTasksRequest;
import io.argosy.state.Keys;
import io.argosy.wire.PageTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class PagesTest {
    private static final PageTokens TOKENS = PageTokens.of(
            new AccountRegion("123456789012", "local-1"),
            ListTasksRequest.builder().build());

    private final AtomicInteger read = new AtomicInteger();

    /// `00000` to `24999`.
    private final Listing<String> many = Listing.of(
            key -> key,
            key -> IntStream.range(key.isEmpty() ? 0 : Integer.parseInt(key) + 1, 25_000)
                    .peek(_ -> read.incrementAndGet())
                    .mapToObj("%05d"::formatted));

    private static Page<String> page(Listing<String> list, Optional<String> token) {
        return Pages.page(list, Pages.Size.HUNDRED, TOKENS, Optional.empty(), token);
    }

    @Test
    void aPageIsReadNoFurtherThanItGoes() {
        Page<String> first = page(many, Optional.empty());
        Page<String> second = page(many, first.nextToken());

        assertThat(second.items()).hasSize(100).startsWith("00100").endsWith("00199");
        assertThat(read.get()).isLessThan(210);
    }

    @Test
    void whatIsFarBehindIsFoundByPagesThatEachLookAtSome() {
        Listing<String> one = many.where("24999"::equals);
        List<Integer> pages = new ArrayList<>();

        Page<String> page = page(one, Optional.empty());
        pages.add(page.items().size());
        while (page.nextToken().isPresent()) {
            read.set(0);
            page = page(one, page.nextToken());
            assertThat(read.get()).isLessThanOrEqualTo(10_001);
            pages.add(page.items().size());
        }

        assertThat(pages).containsExactly(0, 0, 1);
    }

    @Test
    void theLastPageHasNoToken() {
        assertThat(page(many.where(key -> key.compareTo("00100") < 0), Optional.of(TOKENS.behind("20000")))
                        .nextToken())
                .isEmpty();
        assertThat(page(
                        Listing.of(key -> key, _ -> IntStream.range(0, 100).mapToObj("%05d"::formatted)),
                        Optional.empty()))
                .isEqualTo(new Page<>(
                        IntStream.range(0, 100).mapToObj("%05d"::formatted).toList(), Optional.empty()));
    }

    @Test
    void commonKeysAreReadFromTheSmallestSet() {
        Keys large = Keys.of(List.of("a", "b", "c", "d", "e"));
        Keys small = Keys.of(List.of("b", "d", "x"));

        Listing<String> common = CommonKeys.of(List.of(large, small));

        assertThat(common.after().apply("b")).containsExactly("d", "x");
        assertThat(page(common, Optional.empty()).items()).containsExactly("b", "d");
    }
}
