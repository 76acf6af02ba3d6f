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

    /// `status/family revision`: families of a status by name, revisions by number. A blank stands before every
    /// character of a name, so that `a` comes before `a-b`.
    public static final Index<TaskDefinition> BY_STATUS = new Index<>(
            "status",
            definition -> List.of("%s/%s %010d"
                    .formatted(
                            definition.status(),
                            definition.id().family(),
                            definition.id().revision())));

    public static final Kind<TaskDefinition> KIND =
            Kind.of("TaskDefinition", TaskDefinition.class).indexed(BY_FAMILY).indexed(BY_STATUS);

    public TaskDefinition {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return id.toString();
    }

    public boolean active() {
        return status().equals("ACTIVE");
    }

    public String status() {
        return content.status().orElse("");
    }
}
