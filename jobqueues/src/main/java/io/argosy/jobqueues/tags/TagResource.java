package io.argosy.jobqueues.tags;

import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.TagResourceRequest;
import io.argosy.shapes.batch.TagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `TagResource`: adds tags, or gives those that are there other values.
final class TagResource implements Operation<TagResourceRequest, TagResourceResponse> {
    private final BatchStore store;
    private final TaggedThings things;

    TagResource(BatchStore store, TaggedThings things) {
        this.store = store;
        this.things = things;
    }

    @Override
    public OperationModel<TagResourceRequest, TagResourceResponse> model() {
        return Batch.TAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, TagResourceRequest request) {
        BatchState state = store.read(caller);
        Permission wanted = BatchPermissions.on(
                "TagResource",
                request.resourceArn(),
                things.find(state, request.resourceArn())
                        .map(TaggedThings.Tagged::tags)
                        .orElse(Map.of()));
        return List.of(wanted.withTags(request.tags()));
    }

    @Override
    public TagResourceResponse handle(Caller caller, TagResourceRequest request) {
        store.write(caller.realm(), (tx, state) -> {
            TaggedThings.Tagged there = things.existing(state, request.resourceArn());
            tx.update(there.with().apply(ResourceTags.merged(there.tags(), request.tags())));
            return there;
        });
        return TagResourceResponse.builder().build();
    }
}
