package io.argosy.events.feed;

import io.argosy.events.log.Event;
import io.argosy.events.log.EventLog;
import io.argosy.wire.Feed;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// One follower's way through the log. It catches up from the disk as long as that takes; once it has come to what is
/// kept for all, it is cut off when it falls behind that: nobody waits for it, and it may come back with the id of the
/// last event that it got.
final class EventFeed implements Feed {
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);
    private static final int A_PIECE = 200;
    private static final String ALIVE = ": alive\n\n";
    private static final String CUT_OFF =
            "event: cut-off\ndata: {\"reason\":\"Too slow: go on with the id of the last event\"}\n\n";
    private static final String FORGOTTEN =
            "event: forgotten\ndata: {\"reason\":\"Some events before the next one are not remembered\"}\n\n";

    private final EventLog log;
    private final FeedFilter filter;
    private final Consumer<EventFeed> closed;
    private final Semaphore bell = new Semaphore(0);
    private long place;
    private boolean live;
    private volatile boolean over;

    /// `closed` is called once.
    EventFeed(EventLog log, FeedFilter filter, long place, Consumer<EventFeed> closed) {
        this.log = log;
        this.filter = filter;
        this.place = place;
        this.closed = closed;
    }

    /// Called from anywhere.
    void wake() {
        if (bell.availablePermits() == 0) {
            bell.release();
        }
    }

    void end() {
        over = true;
        wake();
    }

    @Override
    public Optional<String> next() throws InterruptedException {
        while (!over) {
            EventLog.Page page = log.after(place, A_PIECE);
            if (live && !page.fresh()) {
                over = true;
                return Optional.of(CUT_OFF);
            }
            live = page.fresh();
            boolean moved = page.place() > place;
            place = page.place();
            String piece = written(page);
            if (!piece.isEmpty()) {
                return Optional.of(piece);
            }
            if (moved && !(live && page.events().isEmpty())) {
                continue;
            }
            if (!filter.asked().follow()) {
                return Optional.empty();
            }
            if (!bell.tryAcquire(KEEP_ALIVE.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(ALIVE);
            }
        }
        return Optional.empty();
    }

    private String written(EventLog.Page page) {
        var piece = new StringBuilder();
        if (page.forgotten()) {
            piece.append(FORGOTTEN);
        }
        for (Event event : page.events()) {
            if (filter.wants(event)) {
                piece.append("id: ")
                        .append(event.sequence())
                        .append("\ndata: ")
                        .append(event.text())
                        .append("\n\n");
            }
        }
        return piece.toString();
    }

    @Override
    public void close() {
        over = true;
        closed.accept(this);
    }
}
