package io.argosy.control.operations.tags;

import io.argosy.control.access.AgentIdentity;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecs.Ecs;
import io.argosy.shapes.ecs.ListTagsForResourceRequest;
import io.argosy.shapes.ecs.ListTagsForResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of one resource, in the order they were given. An agent reads those of its own
/// instance and of the tasks on it, which its metadata endpoint shows (agent-protocol 8.2).
public final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final ResourceTags tags;

    ListTagsForResource(ResourceTags tags) {
        this.tags = tags;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResponse> model() {
        return Ecs.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        return List.of(
                Permission.on("ecs:ListTagsForResource", Taggable.requested(request.resourceArn(), caller.realm())));
    }

    @Override
    public ListTagsForResourceResponse handle(Caller caller, ListTagsForResourceRequest request) {
        Taggable resource = Taggable.parse(request.resourceArn(), caller.realm());
        var asking = new AgentIdentity(caller);
        if (asking.isAgent()) {
            tags.checkAgent(asking, resource);
        }
        return ListTagsForResourceResponse.builder()
                .tags(tags.read(caller.realm(), resource))
                .build();
    }
}
