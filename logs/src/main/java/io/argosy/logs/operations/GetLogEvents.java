package io.argosy.logs.operations;

import io.argosy.logs.store.EventFilter;
import io.argosy.logs.store.EventWalk;
import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.Position;
import io.argosy.logs.store.Query;
import io.argosy.logs.store.StoredEvent;
import io.argosy.logs.store.StoredStream;
import io.argosy.logs.store.StreamChoice;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.GetLogEventsRequest;
import io.argosy.shapes.logs.GetLogEventsResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.OutputLogEvent;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// `GetLogEvents`: one page of a stream, the newest unless something else is asked for, and a token for either
/// direction. Where a direction ends, the token that came goes back: it will show what is put later.
public final class GetLogEvents implements Operation<GetLogEventsRequest, GetLogEventsResponse> {
    private final NamedGroups groups;
    private final LogStore store;
    private final InstantSource clock;

    public GetLogEvents(NamedGroups groups, LogStore store, InstantSource clock) {
        this.groups = groups;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OperationModel<GetLogEventsRequest, GetLogEventsResponse> model() {
        return Logs.GET_LOG_EVENTS;
    }

    @Override
    public List<Permission> permissions(Caller caller, GetLogEventsRequest request) {
        String group = LogPermissions.meant(caller.realm(), request.logGroupName(), request.logGroupIdentifier());
        return LogPermissions.stream("logs:GetLogEvents", caller, group, request.logStreamName());
    }

    @Override
    public GetLogEventsResponse handle(Caller caller, GetLogEventsRequest request) {
        String name = NamedGroups.name(caller.realm(), request.logGroupName(), request.logGroupIdentifier());
        NamedGroups.Named group = groups.named(caller, name);
        StoredStream stream = group.stream(request.logStreamName());
        String key = group.events().id() + "/" + stream.name();
        Optional<StreamToken> token = request.nextToken().map(text -> StreamToken.parse(text, key));
        Query query = query(request, stream, token, group.group().expiredBefore(clock.instant()));
        EventPage page = page(group, query, request.limit());
        Edges edges = Edges.of(page.events(), query, token);
        return GetLogEventsResponse.builder()
                .events(page.events().stream().map(GetLogEvents::shape).toList())
                .nextForwardToken(edges.forward().text(key))
                .nextBackwardToken(edges.backward().text(key))
                .build();
    }

    private static Query query(
            GetLogEventsRequest request, StoredStream stream, Optional<StreamToken> token, long expiredBefore) {
        return new Query(
                new StreamChoice.These(List.of(stream)),
                Math.max(request.startTime().orElse(Long.MIN_VALUE), expiredBefore),
                request.endTime().map(end -> end - 1).orElse(Long.MAX_VALUE),
                token.map(StreamToken::forward).orElse(request.startFromHead().orElse(false)),
                token.map(StreamToken::at),
                EventFilter.EVERYTHING,
                Long.MAX_VALUE);
    }

    private EventPage page(NamedGroups.Named group, Query query, Optional<Integer> limit) {
        try (EventWalk walk = store.walk(group.events(), query)) {
            return EventPage.read(walk, limit).inTime(query.forward());
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
    }

    private static OutputLogEvent shape(StoredEvent event) {
        return OutputLogEvent.builder()
                .timestamp(event.timestamp())
                .message(event.message())
                .ingestionTime(event.ingestedAt())
                .build();
    }

    /// Where a page ends on either side.
    private record Edges(StreamToken forward, StreamToken backward) {
        static Edges of(List<StoredEvent> events, Query query, Optional<StreamToken> came) {
            Position at = came.map(StreamToken::at).orElse(nowhere(query));
            if (events.isEmpty()) {
                return new Edges(new StreamToken(true, at), new StreamToken(false, at));
            }
            return new Edges(
                    new StreamToken(true, events.getLast().position().next()),
                    new StreamToken(false, events.getFirst().position().previous()));
        }

        /// Of what is empty so far: all that comes is behind it.
        private static Position nowhere(Query query) {
            return new Position(Math.max(0, query.from()), 0);
        }
    }
}
