package io.argosy.events.feed;

import io.argosy.events.log.EventLog;
import io.argosy.events.log.EventLogs;
import io.argosy.model.ApiError;
import io.argosy.schedules.firing.Loop;
import io.argosy.state.Change;
import io.argosy.state.Stores;
import io.argosy.wire.Feed;
import io.argosy.wire.FeedHandler;
import io.argosy.wire.FeedRequest;
import io.argosy.wire.Route;
import io.argosy.wire.access.Permission;
import io.argosy.wire.access.SignatureVerifier;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Everybody who follows events now. Commits wake them together, a few times a second at most: each then takes what has
/// come, which was read and made once for all.
public final class Feeds implements AutoCloseable {
    private static final String PATH = "/events";
    private static final int MOST = 256;
    private static final Duration BREATH = Duration.ofMillis(20);

    private final Stores stores;
    private final EventLogs logs;
    private final Loop waking;
    private final Set<EventFeed> open = ConcurrentHashMap.newKeySet();

    public Feeds(Stores stores, EventLogs logs, InstantSource clock) {
        this.stores = stores;
        this.logs = logs;
        this.waking = new Loop("event feeds", () -> open.forEach(EventFeed::wake), Optional::empty, clock, BREATH);
    }

    public void start() {
        stores.onDurable(this::changed);
        waking.start();
    }

    /// Where they are followed.
    public Route route(SignatureVerifier verifier) {
        return new Route(PATH, new FeedHandler(verifier, _ -> Permission.on("argosy:FollowEvents"), this::opened));
    }

    /// On the committer.
    private void changed(List<Change> changes) {
        if (!open.isEmpty()
                && changes.stream()
                        .anyMatch(change -> EventLog.concerns(change.kind().type()))) {
            waking.wake();
        }
    }

    Feed opened(FeedRequest request) {
        FeedFilter filter = FeedFilter.of(request.query());
        if (open.size() >= MOST) {
            throw new ApiError("LimitExceededException", "More than " + MOST + " feeds are open.", 429, Map.of())
                    .thrown();
        }
        EventLog log = logs.of(request.caller().realm());
        long place = request.lastEventId()
                .map(Feeds::sequence)
                .or(() -> filter.asked().since().map(log::before))
                .orElseGet(log::latest);
        var feed = new EventFeed(log, filter, place, open::remove);
        open.add(feed);
        return feed;
    }

    private static long sequence(String id) {
        if (!id.matches("[0-9]{1,18}")) {
            throw FeedFilter.invalid("Last-Event-ID should be the id of an event, not " + id);
        }
        return Long.parseLong(id);
    }

    public int open() {
        return open.size();
    }

    /// Ends them all.
    public void farewell() {
        open.forEach(EventFeed::end);
    }

    @Override
    public void close() {
        farewell();
        waking.close();
    }
}
