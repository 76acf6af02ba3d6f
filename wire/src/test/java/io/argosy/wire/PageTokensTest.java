package io.argosy.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.argosy.model.AccountRegion;
import io.argosy.shapes.Shape;
import io.argosy.shapes.ecs.ListServicesRequest;
import io.argosy.shapes.ecs.ListTasksRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A token is good for the list it was cut from, and for nothing else.
final class PageTokensTest {
    private static final AccountRegion HERE = new AccountRegion("123456789012", "local-1");
    private static final Shape TASKS = tasks().build();

    private final String token = PageTokens.of(HERE, TASKS).behind("key/é");

    @Test
    void theSameListGoesOn() {
        assertThat(PageTokens.of(HERE, TASKS).key(token)).contains("key/é");
        assertThat(PageTokens.of(HERE, tasks().maxResults(7).nextToken(token).build())
                        .key(token))
                .as("how much is asked for is no part of the list")
                .contains("key/é");
    }

    @Test
    void anyOtherListDoesNotKnowIt() {
        List<PageTokens> others = List.of(
                PageTokens.of(new AccountRegion("000000000042", "local-1"), TASKS),
                PageTokens.of(new AccountRegion("123456789012", "local-2"), TASKS),
                PageTokens.of(HERE, tasks().cluster("other").build()),
                PageTokens.of(HERE, tasks().family("web").build()),
                PageTokens.of(HERE, ListTasksRequest.builder().build()),
                PageTokens.of(
                        HERE, ListServicesRequest.builder().cluster("blue").build()));

        assertThat(others).allSatisfy(other -> assertThat(other.key(token)).isEmpty());
    }

    @Test
    void whatWasMadeUpIsNoToken() {
        byte[] changed = Base64.getUrlDecoder().decode(token);
        changed[changed.length - 1]++;
        List<String> forged = List.of(
                "",
                "%",
                "a",
                "x".repeat(5000),
                token.substring(1),
                token + "AAAA",
                Base64.getUrlEncoder().encodeToString("argosy1:key".getBytes(StandardCharsets.UTF_8)),
                Base64.getUrlEncoder().encodeToString(changed));

        assertThat(forged)
                .allSatisfy(
                        text -> assertThat(PageTokens.of(HERE, TASKS).key(text)).isEmpty());
    }

    private static ListTasksRequest.Builder tasks() {
        return ListTasksRequest.builder().cluster("blue");
    }
}
