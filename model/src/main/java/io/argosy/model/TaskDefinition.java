package io.argosy.model;

import io.argosy.shapes.ecs.Tag;
import java.util.List;

/// One registered revision: the normalised content as ECS shows it, and its tags beside it.
public record TaskDefinition(TaskDefinitionId id, io.argosy.shapes.ecs.TaskDefinition content, List<Tag> tags)
        implements Entity {

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
