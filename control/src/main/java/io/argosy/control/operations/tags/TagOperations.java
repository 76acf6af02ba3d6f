package io.argosy.control.operations.tags;

import io.argosy.control.Clusters;
import io.argosy.wire.Operation;
import java.util.List;

/// The operations on tags.
public final class TagOperations {
    private TagOperations() {}

    public static List<Operation<?, ?>> all(Clusters clusters) {
        var tags = new ResourceTags(clusters);
        return List.of(new TagResource(tags), new UntagResource(tags), new ListTagsForResource(tags));
    }
}
