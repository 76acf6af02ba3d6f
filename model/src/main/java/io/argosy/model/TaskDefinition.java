package io.argosy.model;

import io.argosy.shapes.ecs.Tag;
import java.util.List;

/// One registered revision: the normalised content as ECS shows it, and its tags beside it.
public record TaskDefinition(TaskDefinitionId id, io.argosy.shapes.ecs.TaskDefinition content, List<Tag> tags)
        implements AccountEntity {
    /// `family/revision`, so that the words of a family stand in the order of its revisions.
    public static final Index<TaskDefinition> BY_FAMILY = new Index<>(
            "family",
            definition -> List.of("%s/%010d"
                    .formatted(definition.id().family(), definition.id().revision())));
    public static final Kind<TaskDefinition> KIND =
            Kind.of("TaskDefinition", TaskDefinition.class).indexed(BY_FAMILY);

    public TaskDefinition {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return id.toString();
    }

    public boolean active() {
        return content.status().orElse("").equals("ACTIVE");
    }
}
