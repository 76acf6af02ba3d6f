package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.NewTags;
import io.argosy.model.ApiError;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tags a stand-alone task starts with (ecs-semantics 5.6): its definition's if they are to be propagated, the
/// caller's, which win over those, and the service's own.
final class LaunchTags {
    private LaunchTags() {}

    static List<Tag> of(
            Optional<List<Tag>> asked,
            Optional<String> propagate,
            boolean ecsManaged,
            TaskDefinition definition,
            ClusterScope scope) {
        Map<String, Tag> tags = new LinkedHashMap<>();
        switch (propagate.orElse("NONE")) {
            case "NONE" -> {}
            case "TASK_DEFINITION" -> definition.tags().forEach(tag -> tags.put(key(tag), tag));
            default ->
                throw ApiError.invalidParameter("propagateTags should be one of [TASK_DEFINITION,NONE]")
                        .thrown();
        }
        NewTags.check(asked.orElse(List.of()));
        asked.orElse(List.of()).forEach(tag -> tags.put(key(tag), tag));
        List<Tag> all = new ArrayList<>(tags.values());
        if (ecsManaged) {
            all.add(Tag.builder()
                    .key("aws:ecs:clusterName")
                    .value(scope.name().value())
                    .build());
        }
        NewTags.checkCount(tags.values());
        return all;
    }

    private static String key(Tag tag) {
        return tag.key().orElse("");
    }
}
