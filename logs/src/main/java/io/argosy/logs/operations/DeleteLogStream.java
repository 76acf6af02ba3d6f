package io.argosy.logs.operations;

import io.argosy.logs.store.LogStore;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.DeleteLogStreamRequest;
import io.argosy.shapes.logs.DeleteLogStreamResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.util.List;

/// `DeleteLogStream`: a stream with its events. What they take on disk is free when the files go that have them.
public final class DeleteLogStream implements Operation<DeleteLogStreamRequest, DeleteLogStreamResponse> {
    private final NamedGroups groups;
    private final LogStore store;

    public DeleteLogStream(NamedGroups groups, LogStore store) {
        this.groups = groups;
        this.store = store;
    }

    @Override
    public OperationModel<DeleteLogStreamRequest, DeleteLogStreamResponse> model() {
        return Logs.DELETE_LOG_STREAM;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteLogStreamRequest request) {
        return LogPermissions.stream("logs:DeleteLogStream", caller, request.logGroupName(), request.logStreamName());
    }

    @Override
    public DeleteLogStreamResponse handle(Caller caller, DeleteLogStreamRequest request) {
        NamedGroups.Named group = groups.named(caller, request.logGroupName());
        try {
            if (!store.deleteStream(group.events(), request.logStreamName())) {
                throw LogErrors.noStream().thrown();
            }
        } catch (IOException failure) {
            throw LogErrors.unavailable(failure).thrown();
        }
        return DeleteLogStreamResponse.builder().build();
    }
}
