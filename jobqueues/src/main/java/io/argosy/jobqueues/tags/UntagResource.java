package io.argosy.jobqueues.tags;

import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.jobqueues.resources.ResourceTags;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.UntagResourceRequest;
import io.argosy.shapes.batch.UntagResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `UntagResource`: takes tags away; keys that are not there are no fault.
final class UntagResource implements Operation<UntagResourceRequest, UntagResourceResponse> {
    private final BatchStore store;
    private final TaggedThings things;

    UntagResource(BatchStore store, TaggedThings things) {
        this.store = store;
        this.things = things;
    }

    @Override
    public OperationModel<UntagResourceRequest, UntagResourceResponse> model() {
        return Batch.UNTAG_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, UntagResourceRequest request) {
        BatchState state = store.read(caller);
        Permission wanted = BatchPermissions.on(
                "UntagResource",
                request.resourceArn(),
                things.find(state, request.resourceArn())
                        .map(TaggedThings.Tagged::tags)
                        .orElse(Map.of()));
        return List.of(wanted.withTagKeys(request.tagKeys()));
    }

    @Override
    public UntagResourceResponse handle(Caller caller, UntagResourceRequest request) {
        store.write(caller.realm(), (tx, state) -> {
            TaggedThings.Tagged there = things.existing(state, request.resourceArn());
            tx.update(there.with().apply(ResourceTags.without(there.tags(), request.tagKeys())));
            return there;
        });
        return UntagResourceResponse.builder().build();
    }
}
