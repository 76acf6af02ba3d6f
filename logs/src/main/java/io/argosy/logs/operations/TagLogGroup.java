package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.TagLogGroupRequest;
import io.argosy.shapes.logs.TagLogGroupResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TagLogGroup`: the older `TagResource`, by name.
public final class TagLogGroup implements Operation<TagLogGroupRequest, TagLogGroupResponse> {
    private final GroupTags tags;

    public TagLogGroup(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<TagLogGroupRequest, TagLogGroupResponse> model() {
        return Logs.TAG_LOG_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagLogGroupRequest request) {
        return List.of(LogPermissions.tags("logs:TagLogGroup", caller, request.logGroupName())
                .withTags(request.tags()));
    }

    @Override
    public TagLogGroupResponse handle(Caller caller, TagLogGroupRequest request) {
        tags.add(caller, request.logGroupName(), request.tags());
        return TagLogGroupResponse.builder().build();
    }
}
