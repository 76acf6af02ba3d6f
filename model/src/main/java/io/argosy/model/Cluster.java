package io.argosy.model;

import io.argosy.shapes.ecs.CapacityProviderStrategyItem;
import io.argosy.shapes.ecs.CreateClusterRequest;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A cluster. `configuration` holds the settings and all else the caller gave, updates merged in.
public record Cluster(
        ClusterName name, Status status, CreateClusterRequest configuration, List<Tag> tags, Instant createdAt)
        implements AccountEntity {
    public static final Kind<Cluster> KIND =
            Kind.of("Cluster", Cluster.class).migrated(Cluster::configurationByItsName);

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
        return new Cluster(name, newStatus, configuration, tags, createdAt);
    }

    public Cluster with(CreateClusterRequest newConfiguration) {
        return new Cluster(name, status, newConfiguration, tags, createdAt);
    }

    /// The capacity providers that were attached to it.
    public List<String> capacityProviders() {
        return configuration.capacityProviders().orElse(List.of());
    }

    /// What tasks and services are launched on that ask for nothing.
    public List<CapacityProviderStrategyItem> defaultStrategy() {
        return configuration.defaultCapacityProviderStrategy().orElse(List.of());
    }

    public Cluster tagged(List<Tag> newTags) {
        return new Cluster(name, status, configuration, newTags, createdAt);
    }

    private static Map<String, Object> configurationByItsName(Map<String, Object> cluster) {
        return Migration.renamed(cluster, "asked", "configuration");
    }
}
