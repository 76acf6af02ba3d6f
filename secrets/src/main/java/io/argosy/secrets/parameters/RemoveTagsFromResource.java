package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.RemoveTagsFromResourceRequest;
import io.argosy.shapes.ssm.RemoveTagsFromResourceResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;

/// `RemoveTagsFromResource`: takes tags from a parameter.
final class RemoveTagsFromResource implements Operation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult> {
    private final ParameterStore parameters;

    RemoveTagsFromResource(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult> model() {
        return Ssm.REMOVE_TAGS_FROM_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, RemoveTagsFromResourceRequest request) {
        return parameters.on("RemoveTagsFromResource", caller, request.resourceId()).stream()
                .map(wanted -> wanted.withTagKeys(request.tagKeys()))
                .toList();
    }

    @Override
    public RemoveTagsFromResourceResult handle(Caller caller, RemoveTagsFromResourceRequest request) {
        var resource = new ParameterTags.Resource(request.resourceType(), request.resourceId());
        parameters.write(caller, tx -> {
            StoredParameter known = ParameterTags.tagged(ParametersState.of(tx.state()), caller, resource);
            tx.update(known.tagged(known.tags().stream()
                    .filter(tag -> !request.tagKeys().contains(tag.key()))
                    .toList()));
            return known;
        });
        return RemoveTagsFromResourceResult.builder().build();
    }
}
