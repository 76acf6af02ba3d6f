package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.TagResourceRequest;
import io.argosy.shapes.logs.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TagResource`: tags a group.
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final GroupTags tags;

    public TagResource(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return Logs.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        return List.of(LogPermissions.tags("logs:TagResource", caller, request.resourceArn())
                .withTags(request.tags()));
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        tags.add(caller, GroupTags.byArn(caller.realm(), request.resourceArn()), request.tags());
        return TagResourceResponse.builder().build();
    }
}
