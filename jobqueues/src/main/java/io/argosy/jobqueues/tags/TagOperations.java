package io.argosy.jobqueues.tags;

import io.argosy.jobqueues.resources.BatchStore;
import io.argosy.wire.Operation;
import java.util.List;

/// What can be asked about tags.
public final class TagOperations {
    private TagOperations() {}

    public static List<Operation<?, ?>> all(BatchStore store, TaggedThings things) {
        return List.of(
                new TagResource(store, things),
                new UntagResource(store, things),
                new ListTagsForResource(store, things));
    }
}
