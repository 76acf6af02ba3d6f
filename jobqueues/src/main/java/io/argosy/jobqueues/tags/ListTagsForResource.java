package io.argosy.jobqueues.tags;

import io.argosy.jobqueues.resources.BatchPermissions;
import io.argosy.jobqueues.resources.BatchState;
import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.model.Caller;
import io.argosy.shapes.OperationModel;
import io.argosy.shapes.batch.Batch;
import io.argosy.shapes.batch.ListTagsForResourceRequest;
import io.argosy.shapes.batch.ListTagsForResourceResponse;
import io.argosy.wire.Operation;
import io.argosy.wire.access.Permission;
import java.util.List;
import java.util.Map;

/// `ListTagsForResource`: the tags of anything that has some.
final class ListTagsForResource implements Operation<ListTagsForResourceRequest, ListTagsForResourceResponse> {
    private final BatchStore store;
    private final TaggedThings things;

    ListTagsForResource(BatchStore store, TaggedThings things) {
        this.store = store;
        this.things = things;
    }

    @Override
    public OperationModel<ListTagsForResourceRequest, ListTagsForResourceResponse> model() {
        return Batch.LIST_TAGS_FOR_RESOURCE;
    }

    @Override
    public List<Permission> permissions(Caller caller, ListTagsForResourceRequest request) {
        BatchState state = store.read(caller);
        Permission wanted = BatchPermissions.on(
                "ListTagsForResource",
                request.resourceArn(),
                things.find(state, request.resourceArn())
                        .map(TaggedThings.Tagged::tags)
                        .orElse(Map.of()));
        return List.of(wanted);
    }

    @Override
    public ListTagsForResourceResponse handle(Caller caller, ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(things.existing(store.read(caller), request.resourceArn()).tags())
                .build();
    }
}
