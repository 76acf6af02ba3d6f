package io.argosy.control.operations.tags;

import io.argosy.control.RequestedTags;
import io.argosy.control.Tags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.TagResourceRequest;
import io.argosy.shapes.ecs.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `TagResource`: puts tags on a resource, over those it has.
public final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final ResourceTags tags;

    TagResource(ResourceTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return Ecs.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        return List.of(RequestedTags.on(Taggable.requested(request.resourceArn(), caller.realm()), request.tags()));
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        Taggable resource = Taggable.parse(request.resourceArn(), caller.realm());
        tags.change(caller.realm(), resource, existing -> Tags.merged(existing, request.tags()));
        return TagResourceResponse.builder().build();
    }
}
