package io.argosy.model;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.VersionInfo;
import java.time.Instant;
import java.util.List;

/// A machine that joined a cluster. `total` is what it registered, `reserved` the ports it keeps for itself;
/// what tasks take is counted by the state, not here.
public record ContainerInstance(
        ContainerInstanceId id,
        String ec2InstanceId,
        Status status,
        boolean agentConnected,
        Resources total,
        List<Attribute> attributes,
        VersionInfo agentVersion,
        List<Tag> tags,
        Instant registeredAt,
        long version)
        implements Entity {

    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    public ContainerInstance {
        attributes = List.copyOf(attributes);
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return id.value();
    }

    /// Whether it has not been deregistered.
    public boolean registered() {
        return status != Status.INACTIVE;
    }

    /// Whether new tasks may be placed on it.
    public boolean takesTasks() {
        return status == Status.ACTIVE && agentConnected;
    }

    public ContainerInstance with(Status newStatus) {
        return copy(newStatus, agentConnected, attributes, tags);
    }

    public ContainerInstance connected(boolean nowConnected) {
        return copy(status, nowConnected, attributes, tags);
    }

    /// With its agent connected, which said its version.
    public ContainerInstance reachedBy(VersionInfo agent) {
        return new ContainerInstance(
                id, ec2InstanceId, status, true, total, attributes, agent, tags, registeredAt, version + 1);
    }

    public ContainerInstance withAttributes(List<Attribute> newAttributes) {
        return copy(status, agentConnected, newAttributes, tags);
    }

    public ContainerInstance tagged(List<Tag> newTags) {
        return copy(status, agentConnected, attributes, newTags);
    }

    private ContainerInstance copy(
            Status newStatus, boolean nowConnected, List<Attribute> newAttributes, List<Tag> newTags) {
        return new ContainerInstance(
                id,
                ec2InstanceId,
                newStatus,
                nowConnected,
                total,
                newAttributes,
                agentVersion,
                newTags,
                registeredAt,
                version + 1);
    }
}
