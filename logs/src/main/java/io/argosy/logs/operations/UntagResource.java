package io.argosy.logs.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.logs.Logs;
import io.argosy.shapes.logs.UntagResourceRequest;
import io.argosy.shapes.logs.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagResource`: takes tags from a group.
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final GroupTags tags;

    public UntagResource(GroupTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return Logs.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        return List.of(LogPermissions.tags("logs:UntagResource", caller, request.resourceArn())
                .withTagKeys(request.tagKeys()));
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        tags.remove(caller, GroupTags.byArn(caller.realm(), request.resourceArn()), request.tagKeys());
        return UntagResourceResponse.builder().build();
    }
}
