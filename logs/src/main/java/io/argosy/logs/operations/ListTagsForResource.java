package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.ListTagsForResourceRequest;
import io.argosy.shapes.logs.ListTagsForResourceResponse;
import io.argosy.shapes.logs.Logs;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of a group.
public final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final GroupTags tags;

    public ListTagsForResource(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResponse> model() {
        return Logs.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        return List.of(LogPermissions.tags("logs:ListTagsForResource", caller, request.resourceArn()));
    }

    @Override
    public ListTagsForResourceResponse handle(Caller caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tags.of(caller, GroupTags.byArn(caller.realm(), request.resourceArn())))
                .build();
    }
}
