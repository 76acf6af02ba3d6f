package io.argosy.control.operations.tasks;

import io.argosy.control.ClusterScope;
import io.argosy.control.Tags;
import io.argosy.model.ApiError;
import io.argosy.model.OwnTags;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Tag;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
        List<Tag> tags = Tags.merged(propagated(propagate, definition), asked.orElse(List.of()));
        return ecsManaged
                ? Stream.concat(tags.stream(), Stream.of(clusterName(scope))).toList()
                : tags;
    }

    private static List<Tag> propagated(Optional<String> from, TaskDefinition definition) {
        return switch (from.orElse("NONE")) {
            case "NONE" -> OwnTags.ofTasks(definition.tags());
            case "TASK_DEFINITION" -> definition.tags();
            default ->
                throw ApiError.invalidParameter("propagateTags should be one of [TASK_DEFINITION,NONE]")
                        .thrown();
        };
    }

    private static Tag clusterName(ClusterScope scope) {
        return Tag.builder()
                .key("aws:ecs:clusterName")
                .value(scope.name().value())
                .build();
    }
}
