package io.argosy.logs.operations;

import io.argosy.logs.store.LogStore;
import io.argosy.model.ApiError;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.CreateLogStreamRequest;
import io.argosy.shapes.logs.CreateLogStreamResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/// `CreateLogStream`: a new stream of a group, empty.
public final class CreateLogStream implements Operation<CreateLogStreamRequest, CreateLogStreamResponse> {
    private static final int MOST_STREAMS = 1_000_000;

    private final NamedGroups groups;
    private final LogStore store;
    private final InstantSource clock;

    public CreateLogStream(NamedGroups groups, LogStore store, InstantSource clock) {
        this.groups = groups;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public OperationModel<CreateLogStreamRequest, CreateLogStreamResponse> model() {
        return Logs.CREATE_LOG_STREAM;
    }

    @Override
    public List<Permission> permissions(Caller caller, CreateLogStreamRequest request) {
        // AWS's action is on the group; the name of the stream tells which of an agent's own tasks it is for.
        return LogPermissions.group("logs:CreateLogStream", caller, request.logGroupName()).stream()
                .map(permission -> permission.with("argosy:LogStreamName", request.logStreamName()))
                .toList();
    }

    @Override
    public CreateLogStreamResponse handle(Caller caller, CreateLogStreamRequest request) {
        NamedGroups.Named group = groups.named(caller, request.logGroupName());
        if (group.events().streamCount() >= MOST_STREAMS) {
            throw new ApiError(
                            "LimitExceededException",
                            "The log group has " + MOST_STREAMS + " streams, which is as many as one may have.")
                    .thrown();
        }
        try {
            if (!store.createStream(group.events(), request.logStreamName(), clock.millis())) {
                throw LogErrors.streamExists().thrown();
            }
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
        return CreateLogStreamResponse.builder().build();
    }
}
