package io.argosy.model;

import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.List;

/// A cluster. `asked` holds the settings and configuration as the caller gave them, later updates merged in.
public record Cluster(ClusterName name, Status status, CreateClusterRequest asked, List<Tag> tags, Instant createdAt)
        implements AccountEntity {
    public static final Kind<Cluster> KIND = Kind.of("Cluster", Cluster.class);

    /// Of ECS's cluster statuses the two that are reached here: nothing has to be set up in between.
    public enum Status {
        ACTIVE,
        INACTIVE
    }

    public Cluster {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name.value();
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    public Cluster with(Status newStatus) {
        return new Cluster(name, newStatus, asked, tags, createdAt);
    }

    public Cluster with(CreateClusterRequest newlyAsked) {
        return new Cluster(name, status, newlyAsked, tags, createdAt);
    }

    public Cluster tagged(List<Tag> newTags) {
        return new Cluster(name, status, asked, newTags, createdAt);
    }
}
