package io.argosy.control.operations.tags;

import io.argosy.control.Tags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.UntagResourceRequest;
import io.argosy.shapes.ecs.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `UntagResource`: takes tags off a resource; keys it does not have are ignored.
public final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final ResourceTags tags;

    UntagResource(ResourceTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return Ecs.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        return List.of(Permission.on("ecs:UntagResource", Taggable.requested(request.resourceArn(), caller.realm()))
                .withTagKeys(request.tagKeys()));
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        Taggable resource = Taggable.parse(request.resourceArn(), caller.realm());
        tags.change(caller.realm(), resource, existing -> Tags.without(existing, request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }
}
