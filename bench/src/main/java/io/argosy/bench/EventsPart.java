package io.argosy.bench;

import io.argosy.events.EventBus;
import io.argosy.events.bus.BusOperations;
import io.argosy.events.feed.Feeds;
import io.argosy.events.log.EventLogs;
import io.argosy.model.AccountRegion;
import io.argosy.model.Caller;
import io.argosy.shapes.events.Events;
import io.argosy.shapes.events.PutEventsRequest;
import io.argosy.shapes.events.PutEventsRequestEntry;
import io.argosy.state.Kinds;
import io.argosy.state.Stores;
import io.argosy.wire.Feed;
import io.argosy.wire.FeedRequest;
import io.argosy.wire.OperationTable;
import io.argosy.wire.access.QueryString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/// Events to followers, in one process and without a network: whether who writes is slowed by who follows, how late
/// events come, and what becomes of a follower that does not keep up.
final class EventsPart {
    private static final AccountRegion REALM = new AccountRegion("123456789012", "local-1");
    private static final Caller CALLER = new Caller(REALM, "arn:aws:iam::123456789012:root", "AKID", "bench");
    private static final int FOLLOWERS = 100;
    private static final int PER_SECOND = 10_000;
    private static final int A_CALL = 10;
    private static final int WRITERS = 20;
    private static final Duration EACH = Duration.ofSeconds(10);
    private static final Duration WARM = Duration.ofSeconds(3);
    private static final String SENT = "\"sent\":";

    private final Page page;

    EventsPart(Page page) {
        this.page = page;
    }

    void measure() throws IOException {
        Path folder = Files.createTempDirectory("argosy-bench");
        try {
            measure(folder);
        } finally {
            Bench.delete(folder);
        }
    }

    private void measure(Path folder) throws IOException {
        try (var stores = Stores.open(
                folder.resolve("journal.db"), Kinds.with(List.of(EventBus.KINDS)), InstantSource.system())) {
            var operations = new OperationTable(BusOperations.all(stores, EventsPart::id));
            written(operations, WARM);
            Written alone = written(operations, EACH);
            try (var feeds = new Feeds(stores, new EventLogs(stores), InstantSource.system())) {
                feeds.start();
                List<Follower> followers = IntStream.range(0, FOLLOWERS)
                        .mapToObj(_ -> new Follower(opened(feeds), false))
                        .toList();
                var slow = new Follower(opened(feeds), true);
                Written followed = written(operations, EACH);
                long all = followed.events();
                Program.until(() -> followers.stream().allMatch(one -> one.heard() >= all));
                Program.until(slow::cutOff);
                add(alone, followed, followers, slow);
            }
        }
    }

    private static String id() {
        return UUID.randomUUID().toString().replace("-", "");
    }

    private static Feed opened(Feeds feeds) {
        return feeds.opened(new FeedRequest(CALLER, QueryString.parse(""), Optional.empty()));
    }

    private void add(Written alone, Written followed, List<Follower> followers, Follower slow) {
        double[] delays = followers.stream()
                .flatMap(one -> one.delays.stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        Summary delay = Summary.of(delays);
        page.add(
                """

                ## Events to followers

                %,d events/s by `PutEvents`, %d a call, each call answered when its events are on disk; all of them to
                %d followers of the feed, in one process and without a network. The delay is from the call to the
                follower. One more follower takes a piece a second.

                | followers | events/s | write p50, ms | p99 | to followers/s | delay p50, ms | p99 | the slow one |
                |---|---|---|---|---|---|---|---|
                | 0 | %,.0f | %.2f | %.2f | | | | |
                | %d | %,.0f | %.2f | %.2f | %,.0f | %.0f | %.0f | cut off after %,d events |""",
                PER_SECOND,
                A_CALL,
                FOLLOWERS,
                alone.perSecond(),
                alone.latency().median(),
                alone.latency().percentile(99),
                FOLLOWERS,
                followed.perSecond(),
                followed.latency().median(),
                followed.latency().percentile(99),
                followed.perSecond() * FOLLOWERS,
                delay.median(),
                delay.percentile(99),
                slow.heard());
    }

    /// How many events were put, how many a second, and how long a call took.
    private record Written(long events, double perSecond, Summary latency) {}

    private static Written written(OperationTable operations, Duration time) {
        var times = new ConcurrentLinkedQueue<Double>();
        long began = System.nanoTime();
        double each = 1e9 * A_CALL * WRITERS / PER_SECOND;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            long first = began + (long) (each * i / WRITERS);
            threads.add(Thread.ofVirtual().start(() -> {
                for (int call = 0; System.nanoTime() - began < time.toNanos(); call++) {
                    long early = (first + (long) (call * each) - System.nanoTime()) / 1_000_000;
                    if (early > 0) {
                        Program.pause(early);
                    }
                    times.add(timed(operations));
                }
            }));
        }
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
        return new Written((long) all.length * A_CALL, all.length * A_CALL / seconds, Summary.of(all));
    }

    private static double timed(OperationTable operations) {
        long before = System.nanoTime();
        String detail = "{" + SENT + System.currentTimeMillis() + ",\"order\":4711,\"of\":\"a customer\"}";
        operations.call(
                CALLER,
                Events.PUT_EVENTS,
                PutEventsRequest.builder()
                        .entries(IntStream.range(0, A_CALL)
                                .mapToObj(_ -> PutEventsRequestEntry.builder()
                                        .source("bench")
                                        .detailType("paid")
                                        .detail(detail)
                                        .build())
                                .toList())
                        .build());
        return (System.nanoTime() - before) / 1e6;
    }

    /// Reads a feed until it ends.
    private static final class Follower {
        private final AtomicLong heard = new AtomicLong();
        private final ConcurrentLinkedQueue<Double> delays = new ConcurrentLinkedQueue<>();
        private volatile boolean cutOff;

        Follower(Feed feed, boolean slow) {
            Thread.ofVirtual().start(() -> read(feed, slow));
        }

        private void read(Feed feed, boolean slow) {
            try (feed) {
                for (var piece = feed.next(); piece.isPresent(); piece = feed.next()) {
                    take(piece.get());
                    if (slow) {
                        Program.pause(1_000);
                    }
                }
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        }

        /// Of a piece only its first event says how late it is.
        private void take(String piece) {
            cutOff |= piece.startsWith("event: cut-off");
            long count = 0;
            for (int at = piece.indexOf("id: "); at >= 0; at = piece.indexOf("\nid: ", at + 1)) {
                count++;
            }
            heard.addAndGet(count);
            int at = piece.indexOf(SENT);
            if (at >= 0) {
                int end = piece.indexOf(',', at);
                delays.add((double) (System.currentTimeMillis() - Long.parseLong(piece, at + SENT.length(), end, 10)));
            }
        }

        long heard() {
            return heard.get();
        }

        boolean cutOff() {
            return cutOff;
        }
    }
}
