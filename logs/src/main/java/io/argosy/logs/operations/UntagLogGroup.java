package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.UntagLogGroupRequest;
import io.argosy.shapes.logs.UntagLogGroupResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagLogGroup`: the older `UntagResource`, by name.
public final class UntagLogGroup implements Operation<UntagLogGroupRequest, UntagLogGroupResponse> {
    private final GroupTags tags;

    public UntagLogGroup(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<UntagLogGroupRequest, UntagLogGroupResponse> model() {
        return Logs.UNTAG_LOG_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagLogGroupRequest request) {
        return List.of(LogPermissions.tags("logs:UntagLogGroup", caller, request.logGroupName())
                .withTagKeys(request.tags()));
    }

    @Override
    public UntagLogGroupResponse handle(Caller caller, UntagLogGroupRequest request) {
        tags.remove(caller, request.logGroupName(), request.tags());
        return UntagLogGroupResponse.builder().build();
    }
}
