package io.argosy.control;

import io.argosy.shapes.ecs.Tag;
import io.argosy.wire.access.Permission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the tags in a request mean for its permissions. Whether they are good tags is asked of `Tags`.
public final class RequestedTags {
    private static final String TAG = "ecs:TagResource";
    private static final String SERVICE = "ecs:";

    private RequestedTags() {}

    /// What is needed to make something: to make it, and where it gets tags, to tag it.
    public static List<Permission> making(Permission making, String made, Optional<List<Tag>> given) {
        Map<String, String> tags = values(given.orElse(List.of()));
        if (tags.isEmpty()) {
            return List.of(making);
        }
        String createAction = making.action().substring(SERVICE.length());
        return List.of(
                making.withTags(tags), Permission.on(TAG, made).withTags(tags).with("ecs:CreateAction", createAction));
    }

    /// What is needed to tag something that is there.
    public static Permission on(String resource, List<Tag> given) {
        return Permission.on(TAG, resource).withTags(values(given));
    }

    private static Map<String, String> values(List<Tag> given) {
        Map<String, String> values = new LinkedHashMap<>();
        given.forEach(tag -> values.put(tag.key().orElse(""), tag.value().orElse("")));
        return values;
    }
}
