package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.ListTagsLogGroupRequest;
import io.argosy.shapes.logs.ListTagsLogGroupResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsLogGroup`: the older `ListTagsForResource`, by name.
public final class ListTagsLogGroup implements Operation<ListTagsLogGroupRequest, ListTagsLogGroupResponse> {
    private final GroupTags tags;

    public ListTagsLogGroup(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<ListTagsLogGroupRequest, ListTagsLogGroupResponse> model() {
        return Logs.LIST_TAGS_LOG_GROUP;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsLogGroupRequest request) {
        return List.of(LogPermissions.tags("logs:ListTagsLogGroup", caller, request.logGroupName()));
    }

    @Override
    public ListTagsLogGroupResponse handle(Caller caller, ListTagsLogGroupRequest request) {
        return ListTagsLogGroupResponse.builder()
                .tags(tags.of(caller, request.logGroupName()))
                .build();
    }
}
