package io.argosy.events.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.argosy.events.EventBus;
import io.argosy.events.log.EventLog;
import io.argosy.events.log.PostedEvents;
import io.argosy.model.AccountRegion;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.access.QueryString;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A follower's way through the log.
final class EventFeedTest {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Pattern EVENT = Pattern.compile("id: (\\d+)\ndata: [^\n]*\"detail\":\\{\"n\":(\\d+)");

    @TempDir
    private Path folder;

    private Stores stores;
    private EventLog log;
    private final List<EventFeed> ended = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-05T12:00:00Z");

    @BeforeEach
    void open() throws IOException {
        stores = Stores.open(folder.resolve("journal.db"), Kinds.with(List.of(EventBus.KINDS)), () -> now);
        log = new EventLog(stores, REALM, new EventLog.Limits(50, 1 << 20));
    }

    @AfterEach
    void close() {
        stores.close();
    }

    private void put(int number) {
        stores.account(REALM).write(tx -> {
            tx.addOrUpdate(new PostedEvents(List.of(new PostedEvents.Posted(
                    "id-" + number, "shop", "paid", List.of(), tx.now(), "{\"n\":" + number + "}"))));
            return number;
        });
    }

    private EventFeed feed(String query, long place) {
        return new EventFeed(log, FeedFilter.of(QueryString.parse(query)), place, ended::add);
    }

    /// All it tells until there is no more: `SEQUENCE NUMBER`.
    private static List<String> told(EventFeed feed) throws InterruptedException {
        var all = new StringBuilder();
        for (var piece = feed.next(); piece.isPresent(); piece = feed.next()) {
            all.append(piece.get());
        }
        return EVENT.matcher(all).results().map(EventFeedTest::word).toList();
    }

    private static String word(MatchResult event) {
        return event.group(1) + " " + event.group(2);
    }

    /// Of before a backup was restored, or made up: what comes from now on is told.
    @ParameterizedTest
    @ValueSource(longs = {3, 400_000, 900_000_000_000L})
    @Timeout(10)
    void aPlaceThatWasNeverReachedIsTheEnd(long beyond) throws InterruptedException {
        put(0);
        long place = log.latest() + beyond;
        EventFeed follower = feed("follow=false", place);
        assertThat(told(follower)).isEmpty();

        long end = log.latest();
        put(1);

        assertThat(told(feed("follow=false", end))).singleElement().asString().endsWith(" 1");
        assertThat(told(feed("follow=false", 0))).hasSize(2);
    }

    @Test
    void whoComesBackGetsWhatCameAfterItsLastEvent() throws InterruptedException {
        IntStream.range(0, 30).forEach(number -> put(number));
        List<String> all = told(feed("follow=false", 0));

        for (int last = 0; last < all.size(); last++) {
            long sequence = Long.parseLong(all.get(last).split(" ")[0]);
            assertThat(told(feed("follow=false", sequence))).isEqualTo(all.subList(last + 1, all.size()));
        }
        assertThat(all).extracting(event -> event.split(" ")[1]).isEqualTo(numbers(0, 30));
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).toList();
    }

    @Test
    void whoFollowsHearsOfWhatHappensMeanwhile() throws InterruptedException {
        EventFeed feed = feed("", log.latest());
        Thread teller = Thread.ofVirtual().start(() -> {
            put(7);
            feed.wake();
        });

        assertThat(feed.next().orElseThrow()).contains("\"detail\":{\"n\":7}");
        teller.join();
        feed.end();
        assertThat(feed.next()).isEmpty();
        feed.close();
        assertThat(ended).containsExactly(feed);
    }

    @Test
    void whoIsTooSlowIsCutOffAndMayComeBack() throws InterruptedException {
        EventFeed slow = feed("", log.latest());
        put(0);
        String first = slow.next().orElseThrow();
        EventFeed quick = feed("", log.latest());

        for (int number = 1; number <= 100; number++) {
            put(number);
            assertThat(quick.next().orElseThrow()).contains("\"n\":" + number + "}");
        }

        assertThat(slow.next().orElseThrow()).startsWith("event: cut-off\n");
        assertThat(slow.next()).isEmpty();
        long last = Long.parseLong(
                EVENT.matcher(first).results().findFirst().orElseThrow().group(1));
        assertThat(told(feed("follow=false", last)))
                .extracting(event -> event.split(" ")[1])
                .isEqualTo(numbers(1, 101));
    }

    @Test
    void aFollowerFromTheStartIsServedFromTheDiskBesideTheNewest() throws InterruptedException {
        IntStream.range(0, 50).forEach(number -> put(number));
        EventFeed newest = feed("", log.latest());
        put(50);
        newest.next();

        assertThat(told(feed("follow=false", 0)))
                .extracting(event -> event.split(" ")[1])
                .isEqualTo(numbers(0, 51));
    }

    @Test
    void whatIsForgottenIsSaid() throws InterruptedException, IOException {
        IntStream.range(0, 10).forEach(number -> put(number));
        now = now.plusSeconds(3600);
        put(10);
        stores.prune(now);

        assertThat(feed("follow=false", 0).next().orElseThrow())
                .startsWith("event: forgotten\n")
                .contains("\"n\":10}")
                .doesNotContain("\"n\":9}");
    }

    @Test
    void onlyWhatWasAskedForIsTold() throws InterruptedException {
        put(1);

        assertThat(told(feed("follow=false&kind=paid", 0))).hasSize(1);
        assertThat(told(feed("follow=false&kind=task", 0))).isEmpty();
        assertThat(told(feed("follow=false&cluster=main", 0))).isEmpty();
        assertThat(told(feed("follow=false&service=web", 0))).isEmpty();
        assertThatThrownBy(() -> feed("kinds=task", 0)).hasMessageContaining("kinds is none of cluster, service, kind");
        assertThatThrownBy(() -> feed("follow=yes", 0)).hasMessageContaining("follow should be true or false, not yes");
        assertThatThrownBy(() -> feed("since=1h", 0)).hasMessageContaining("since should be a moment");
    }
}
