package io.argosy.logs.operations;

import io.argosy.logs.patterns.FilterPattern;
import io.argosy.logs.store.EventWalk;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.Position;
import io.argosy.logs.store.Query;
import io.argosy.logs.store.StoredEvent;
import io.argosy.logs.store.StreamChoice;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.FilterLogEventsRequest;
import io.argosy.shapes.logs.FilterLogEventsResponse;
import io.argosy.shapes.logs.FilteredLogEvent;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.PageTokens;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `FilterLogEvents`: the events of a group that match a pattern, of all its streams or some, in the order of time. A
/// call reads so much of the group at most; the token goes on behind that.
public final class FilterLogEvents implements Operation<FilterLogEventsRequest, FilterLogEventsResponse> {
    private static final long BYTES_OF_A_CALL = 1L << 28;

    private final NamedGroups groups;
    private final LogStore store;
    private final InstantSource clock;

    public FilterLogEvents(NamedGroups groups, LogStore store, InstantSource clock) {
        this.groups = groups;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OperationModel<FilterLogEventsRequest, FilterLogEventsResponse> model() {
        return Logs.FILTER_LOG_EVENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, FilterLogEventsRequest request) {
        return LogPermissions.group(
                "logs:FilterLogEvents", caller, request.logGroupName(), request.logGroupIdentifier());
    }

    @Override
    public FilterLogEventsResponse handle(Caller caller, FilterLogEventsRequest request) {
        String name = NamedGroups.name(caller.realm(), request.logGroupName(), request.logGroupIdentifier());
        NamedGroups.Named group = groups.named(caller, name);
        PageTokens tokens = PageTokens.of(caller.realm(), request);
        Query query = query(request, group, request.nextToken().map(token -> opened(tokens, token)));
        EventPage page = page(group, query, request.limit());
        return FilterLogEventsResponse.builder()
                .events(page.events().stream()
                        .map(event -> shape(group.group().id(), event))
                        .toList())
                .searchedLogStreams(List.of())
                .nextToken(page.next().map(at -> tokens.behind(at.timestamp() + ":" + at.place())))
                .build();
    }

    private static Position opened(PageTokens tokens, String token) {
        String key = tokens.key(token).orElseThrow(() -> LogErrors.badToken().thrown());
        int colon = key.indexOf(':');
        return new Position(Long.parseLong(key.substring(0, colon)), Long.parseLong(key.substring(colon + 1)));
    }

    private Query query(FilterLogEventsRequest request, NamedGroups.Named group, Optional<Position> start) {
        return new Query(
                streams(request, group),
                Math.max(
                        request.startTime().orElse(Long.MIN_VALUE),
                        group.group().expiredBefore(clock.instant())),
                request.endTime().orElse(Long.MAX_VALUE),
                request.startFromHead().orElse(true),
                start,
                FilterPattern.parse(request.filterPattern().orElse("")),
                BYTES_OF_A_CALL);
    }

    private static StreamChoice streams(FilterLogEventsRequest request, NamedGroups.Named group) {
        if (request.logStreamNames().isPresent()
                && request.logStreamNamePrefix().isPresent()) {
            throw LogErrors.invalid("logStreamNames and logStreamNamePrefix are mutually exclusive parameters.")
                    .thrown();
        }
        if (request.logStreamNames().isPresent()) {
            return new StreamChoice.These(
                    request.logStreamNames().get().stream().map(group::stream).toList());
        }
        return request.logStreamNamePrefix()
                .<StreamChoice>map(StreamChoice.Beginning::new)
                .orElseGet(StreamChoice.All::new);
    }

    private EventPage page(NamedGroups.Named group, Query query, Optional<Integer> limit) {
        try (EventWalk walk = store.walk(group.events(), query)) {
            return EventPage.read(walk, limit);
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
    }

    private static FilteredLogEvent shape(String group, StoredEvent event) {
        return FilteredLogEvent.builder()
                .logStreamName(event.stream().name())
                .timestamp(event.timestamp())
                .message(event.message())
                .ingestionTime(event.ingestedAt())
                .eventId(id(group, event.position()))
                .build();
    }

    /// 56 digits whose order is that of the events: time and place; and a mark of the group, so that no other group's
    /// event has the same.
    private static String id(String group, Position at) {
        return String.format(Locale.ROOT, "%016d%020d%020d", at.timestamp(), at.place(), StreamToken.mark(group));
    }
}
