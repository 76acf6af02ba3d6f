package io.argosy.reconcilers;

import io.argosy.model.ClusterName;
import io.argosy.model.OwnTags;
import io.argosy.model.Service;
import io.argosy.model.TaskDefinition;
import io.argosy.shapes.ecs.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The tags a service's tasks start with: those it propagates, those of `OwnTags` that are nearest, and ECS's own if it
/// wants them (ecs-semantics 5.6).
final class TaskTags {
    private TaskTags() {}

    static List<Tag> of(Service service, TaskDefinition definition, ClusterName cluster) {
        List<Tag> propagated = switch (service.configuration().propagateTags().orElse("NONE")) {
            case "SERVICE" -> service.tags();
            case "TASK_DEFINITION" -> definition.tags();
            default -> List.of();
        };
        Map<String, Tag> byKey = new LinkedHashMap<>();
        Stream.of(propagated, OwnTags.ofTasks(definition.tags()), OwnTags.ofTasks(service.tags()))
                .flatMap(List::stream)
                .forEach(tag -> byKey.put(tag.key().orElse(""), tag));
        List<Tag> tags = new ArrayList<>(byKey.values());
        if (service.configuration().enableECSManagedTags().orElse(false)) {
            tags.add(tag("aws:ecs:clusterName", cluster.value()));
            tags.add(tag("aws:ecs:serviceName", service.name().value()));
        }
        return tags;
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
