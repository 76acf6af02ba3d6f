package io.argosy.model;

import io.argosy.shapes.ecs.AutoScalingGroupProvider;
import io.argosy.shapes.ecs.ManagedScaling;
import io.argosy.shapes.ecs.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// A capacity provider over a group of hosts (ecs-semantics 9.1). `group` has every default filled in. One that was
/// deleted is INACTIVE and remembered for a while.
public record CapacityProvider(
        String name, Status status, AutoScalingGroupProvider group, List<Tag> tags, Update update, Instant changedAt)
        implements AccountEntity {
    public static final Kind<CapacityProvider> KIND = Kind.of("CapacityProvider", CapacityProvider.class);

    /// Those of Fargate, which every cluster has and nobody makes.
    public static final Set<String> OF_FARGATE = Set.of("FARGATE", "FARGATE_SPOT");

    public enum Status {
        ACTIVE,
        INACTIVE
    }

    /// What was done to it last. Nothing of it takes time here.
    public enum Update {
        CREATE_COMPLETE,
        UPDATE_COMPLETE,
        DELETE_COMPLETE
    }

    public CapacityProvider {
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public boolean active() {
        return status == Status.ACTIVE;
    }

    public ManagedScaling scaling() {
        return group.managedScaling().orElseThrow();
    }

    /// Whether instances are made for tasks that find no room; those wait PROVISIONING then.
    public boolean scales() {
        return active() && enabled(scaling().status().orElse(""));
    }

    /// Whether an instance is told to take no more tasks, and its tasks are waited for, before it goes.
    public boolean drains() {
        return enabled(group.managedDraining().orElse(""));
    }

    /// Whether no instance goes that has tasks.
    public boolean protects() {
        return enabled(group.managedTerminationProtection().orElse(""));
    }

    private static boolean enabled(String word) {
        return word.equals("ENABLED");
    }

    public CapacityProvider with(AutoScalingGroupProvider newGroup, Instant now) {
        return new CapacityProvider(name, status, newGroup, tags, Update.UPDATE_COMPLETE, now);
    }

    public CapacityProvider deleted(Instant now) {
        return new CapacityProvider(name, Status.INACTIVE, group, tags, Update.DELETE_COMPLETE, now);
    }

    public CapacityProvider tagged(List<Tag> newTags) {
        return new CapacityProvider(name, status, group, newTags, update, changedAt);
    }
}
