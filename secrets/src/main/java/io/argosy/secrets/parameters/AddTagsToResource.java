package io.argosy.secrets.parameters;

import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.ssm.AddTagsToResourceRequest;
import io.argosy.shapes.ssm.AddTagsToResourceResult;
import io.argosy.shapes.ssm.Ssm;
import io.argosy.shapes.ssm.Tag;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.stream.Collectors;

/// `AddTagsToResource`: adds tags to a parameter, or gives those it has other values.
final class AddTagsToResource implements Operation<AddTagsToResourceRequest, AddTagsToResourceResult> {
    private final ParameterStore parameters;

    AddTagsToResource(ParameterStore parameters) {
        this.parameters = parameters;
    }

    @Override
    public OperationModel<AddTagsToResourceRequest, AddTagsToResourceResult> model() {
        return Ssm.ADD_TAGS_TO_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, AddTagsToResourceRequest request) {
        return parameters.on("AddTagsToResource", caller, request.resourceId()).stream()
                .map(wanted -> wanted.withTags(
                        request.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value, (first, _) -> first))))
                .toList();
    }

    @Override
    public AddTagsToResourceResult handle(Caller caller, AddTagsToResourceRequest request) {
        var resource = new ParameterTags.Resource(request.resourceType(), request.resourceId());
        parameters.write(caller, tx -> {
            StoredParameter known = ParameterTags.tagged(ParametersState.of(tx.state()), caller, resource);
            tx.update(known.tagged(ParameterTags.added(known.tags(), request.tags())));
            return known;
        });
        return AddTagsToResourceResult.builder().build();
    }
}
