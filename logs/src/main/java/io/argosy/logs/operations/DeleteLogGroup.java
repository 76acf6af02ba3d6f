package io.argosy.logs.operations;

import io.argosy.logs.groups.LogGroup;
import io.argosy.logs.groups.LogGroups;
import io.argosy.logs.store.LogStore;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.DeleteLogGroupRequest;
import io.argosy.shapes.logs.DeleteLogGroupResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `DeleteLogGroup`: the group with its streams and events. That there is none any more is what counts; files that will
/// not go now are removed later.
public final class DeleteLogGroup implements Operation<DeleteLogGroupRequest, DeleteLogGroupResponse> {
    private static final Logger log = LoggerFactory.getLogger(DeleteLogGroup.class);

    private final LogGroups groups;
    private final LogStore store;

    public DeleteLogGroup(LogGroups groups, LogStore store) {
        this.groups = groups;
        this.store = store;
    }

    @Override
    public OperationModel<DeleteLogGroupRequest, DeleteLogGroupResponse> model() {
        return Logs.DELETE_LOG_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, DeleteLogGroupRequest request) {
        return LogPermissions.group("logs:DeleteLogGroup", caller, request.logGroupName());
    }

    @Override
    public DeleteLogGroupResponse handle(Caller caller, DeleteLogGroupRequest request) {
        switch (groups.delete(caller.realm(), request.logGroupName())) {
            case LogGroups.Deleted.Gone(LogGroup group) -> forget(group);
            case LogGroups.Deleted.NotFound() -> throw LogErrors.noGroup().thrown();
            case LogGroups.Deleted.Protected() ->
                throw LogErrors.validation("The log group " + request.logGroupName()
                                + " cannot be deleted because deletion protection is enabled.")
                        .thrown();
        }
        return DeleteLogGroupResponse.builder().build();
    }

    private void forget(LogGroup group) {
        try {
            store.forget(group.id());
        } catch (IOException failure) {
            log.warn("group={} deleted; its files are left for the next cleanup", group.name(), failure);
        }
    }
}
