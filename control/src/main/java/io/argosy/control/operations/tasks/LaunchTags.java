package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
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
    private static final int MOST = 50;
    private static final String SERVICE_OWN = "aws:";

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
            default -> throw invalid("propagateTags should be one of [TASK_DEFINITION,NONE]");
        }
        for (Tag tag : asked.orElse(List.of())) {
            if (key(tag).isEmpty() || key(tag).startsWith(SERVICE_OWN)) {
                throw invalid("Tag keys must not be empty and must not start with aws:");
            }
            tags.put(key(tag), tag);
        }
        if (tags.size() > MOST) {
            throw invalid("Too many tags. The limit is " + MOST + " per resource.");
        }
        List<Tag> all = new ArrayList<>(tags.values());
        if (ecsManaged) {
            all.add(Tag.builder()
                    .key("aws:ecs:clusterName")
                    .value(scope.name().value())
                    .build());
        }
        return all;
    }

    private static String key(Tag tag) {
        return tag.key().orElse("");
    }

    private static RuntimeException invalid(String text) {
        return ApiError.invalidParameter(text).thrown();
    }
}
