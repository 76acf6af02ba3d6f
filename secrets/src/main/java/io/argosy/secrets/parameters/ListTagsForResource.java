package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.ListTagsForResourceRequest;
import io.argosy.shapes.ssm.ListTagsForResourceResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `ListTagsForResource`: the tags of a parameter.
final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResult> {
    private final ParameterStore parameters;

    ListTagsForResource(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResult> model() {
        return Ssm.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        return parameters.on("ListTagsForResource", caller, request.resourceId());
    }

    @Override
    public ListTagsForResourceResult handle(Caller caller, ListTagsForResourceRequest request) {
        var resource = new ParameterTags.Resource(request.resourceType(), request.resourceId());
        return ListTagsForResourceResult.builder()
                .tagList(ParameterTags.tagged(parameters.read(caller), caller, resource)
                        .tags())
                .build();
    }
}
