package io.argosy.model;

import io.argosy.shapes.ecr.Tag;
import java.time.Instant;
import java.util.List;

/// An ECR repository: a name under which images are pushed.
public record Repository(String name, String tagMutability, boolean scanOnPush, List<Tag> tags, Instant createdAt)
        implements Entity {

    public Repository {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }
}
