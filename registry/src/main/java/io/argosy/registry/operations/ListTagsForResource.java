package io.argosy.registry.operations;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ecr.Ecr;
import io.argosy.shapes.ecr.ListTagsForResourceRequest;
import io.argosy.shapes.ecr.ListTagsForResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of a repository.
public final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final NamedRepositories named;

    public ListTagsForResource(NamedRepositories named) {
        this.named = named;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResponse> model() {
        return Ecr.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        return List.of(Permission.on("ecr:ListTagsForResource", request.resourceArn()));
    }

    @Override
    public ListTagsForResourceResponse handle(Caller caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(named.repository(named.byArn(caller, request.resourceArn()))
                        .tags())
                .build();
    }
}
