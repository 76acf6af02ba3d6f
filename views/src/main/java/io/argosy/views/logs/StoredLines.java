package io.argosy.views.logs;

import io.argosy.model.ApiException;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilterLogEventsResponse;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.views.logs.LoggedContainer.Place.Stored;
import io.argosy.wire.ApiClient;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The stored lines of one container, a page at a time, from the oldest on. One whose group or stream is not there has
/// none yet. Once at the end it can be asked again: what has come since is next, each event once.
final class StoredLines implements LineSource {
    private static final int PAGE = 500;
    private static final int REMEMBERED = 4_096;
    /// An event may arrive after others with a later time.
    private static final long LATE = 2_000;

    private final ApiClient client;
    private final LoggedContainer container;
    private final Stored place;
    private final Deque<FilteredLogEvent> page = new ArrayDeque<>();
    private final Set<String> seen = new LinkedHashSet<>();
    private long from;
    private long newest;
    private Optional<String> token = Optional.empty();
    private boolean more = true;

    StoredLines(ApiClient client, LoggedContainer container, Stored place, Instant since) {
        this.client = place.region().isEmpty() ? client : client.in(place.region());
        this.container = container;
        this.place = place;
        this.from = since.toEpochMilli();
    }

    @Override
    public Optional<LogLine> next() throws IOException {
        while (page.isEmpty() && more) {
            read();
        }
        return Optional.ofNullable(page.poll()).map(this::line);
    }

    private LogLine line(FilteredLogEvent event) {
        return new LogLine(
                Instant.ofEpochMilli(event.timestamp().orElse(0L)),
                container,
                event.message().orElse("").stripTrailing());
    }

    private void read() throws IOException {
        try {
            FilterLogEventsResponse answer = client.call(
                    Logs.FILTER_LOG_EVENTS,
                    FilterLogEventsRequest.builder()
                            .logGroupName(place.group())
                            .logStreamNames(List.of(place.stream()))
                            .startTime(from)
                            .limit(PAGE)
                            .nextToken(token)
                            .build());
            token = answer.nextToken();
            more = token.isPresent();
            answer.events().orElse(List.of()).forEach(this::take);
        } catch (ApiException refused) {
            if (!refused.error().code().equals("ResourceNotFoundException")) {
                throw new IOException(
                        "the log of " + container.label() + " was refused: "
                                + refused.error().code() + ": "
                                + refused.error().message(),
                        refused);
            }
            more = false;
        }
    }

    private void take(FilteredLogEvent event) {
        newest = Math.max(newest, event.timestamp().orElse(0L));
        if (seen.add(event.eventId().orElse(""))) {
            page.add(event);
        }
        if (seen.size() > REMEMBERED) {
            seen.remove(seen.iterator().next());
        }
    }

    /// Looks again from the last event on.
    void again() {
        from = Math.max(from, newest - LATE);
        token = Optional.empty();
        more = true;
    }

    @Override
    public void close() {}
}
