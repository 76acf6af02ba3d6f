package io.argosy.logs.operations;

import io.argosy.logs.store.LogStore;
import io.argosy.logs.store.StoredStream;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.PutLogEventsRequest;
import io.argosy.shapes.logs.PutLogEventsResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// `PutLogEvents`: events of one stream, on disk when it answers. A sequence token is given and never asked for.
public final class PutLogEvents implements Operation<PutLogEventsRequest, PutLogEventsResponse> {
    /// A mebibyte of events, and what JSON makes of them where much has to be escaped.
    private static final int LARGEST_BODY = 4 << 20;

    private final NamedGroups groups;
    private final LogStore store;
    private final InstantSource clock;

    public PutLogEvents(NamedGroups groups, LogStore store, InstantSource clock) {
        this.groups = groups;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OperationModel<PutLogEventsRequest, PutLogEventsResponse> model() {
        return Logs.PUT_LOG_EVENTS;
    }

    @Override
    public int bodyBytes() {
        return LARGEST_BODY;
    }

    @Override
    public List<Permission> permissions(Caller caller, PutLogEventsRequest request) {
        return LogPermissions.stream("logs:PutLogEvents", caller, request.logGroupName(), request.logStreamName());
    }

    @Override
    public PutLogEventsResponse handle(Caller caller, PutLogEventsRequest request) {
        NamedGroups.Named group = groups.named(caller, request.logGroupName());
        StoredStream stream = group.stream(request.logStreamName());
        Instant now = clock.instant();
        var batch = EventBatch.of(
                request.logEvents(), now.toEpochMilli(), group.group().expiredBefore(now));
        if (!batch.taken().isEmpty()) {
            put(group, stream, now.toEpochMilli(), batch);
        }
        return PutLogEventsResponse.builder()
                .nextSequenceToken(String.format(Locale.ROOT, "%056d", now.toEpochMilli()))
                .rejectedLogEventsInfo(batch.rejected())
                .build();
    }

    private void put(NamedGroups.Named group, StoredStream stream, long now, EventBatch batch) {
        try {
            if (!store.put(group.events(), stream, now, batch.taken())) {
                throw LogErrors.noStream().thrown();
            }
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
    }
}
