package io.argosy.model;

import io.argosy.shapes.ecs.Attribute;
import io.argosy.shapes.ecs.Tag;
import io.argosy.shapes.ecs.VersionInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine that joined a cluster. `total` is what it registered, `reserved` the ports it keeps for itself;
/// what tasks take is counted by the state, not here. `disconnectedSince` is known once its agent was connected and
/// went; `clientToken` is of the registration that made it; `health` is what its agent says of its parts; `lost` are
/// tasks that were given up while it was away and that its agent has not yet said to be over; `capacityProvider` is the
/// one that had its host made.
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
        long version,
        Optional<Instant> disconnectedSince,
        Optional<String> clientToken,
        List<InstanceHealth> health,
        List<LostTask> lost,
        Optional<String> capacityProvider)
        implements ClusterEntity {
    public static final Index<ContainerInstance> BY_STATUS =
            new Index<>("status", instance -> List.of(instance.status.name()));

    public static final Kind<ContainerInstance> KIND = Kind.of("ContainerInstance", ContainerInstance.class)
            .indexed(BY_STATUS)
            .migrated(ContainerInstance::withoutCapacityProvider);

    private static final String EXTERNAL = "ecs.capability.external";

    public enum Status {
        ACTIVE,
        DRAINING,
        INACTIVE
    }

    public ContainerInstance {
        attributes = List.copyOf(attributes);
        tags = List.copyOf(tags);
        health = List.copyOf(health);
        lost = List.copyOf(lost);
    }

    @Override
    public String key() {
        return id.value();
    }

    /// Whether it has not been deregistered.
    public boolean registered() {
        return status != Status.INACTIVE;
    }

    /// Whether it is a machine outside of EC2, for tasks of launch type EXTERNAL only.
    public boolean external() {
        return attributes.stream().anyMatch(attribute -> attribute.name().equals(EXTERNAL));
    }

    /// The worst of what its agent says of its parts; nothing when it said nothing.
    public Optional<InstanceHealth> worst() {
        return health.stream().max((one, other) -> one.status().compareTo(other.status()));
    }

    /// Whether tasks that were given up may still run there.
    public boolean recovers() {
        return lost.stream().anyMatch(task -> !task.contradicted());
    }

    public boolean lost(TaskId task) {
        return lost.stream().anyMatch(one -> one.id().equals(task));
    }

    /// A deregistered one has no agent any more.
    public ContainerInstance with(Status newStatus) {
        Copy copy = new Copy(this);
        copy.status = newStatus;
        copy.agentConnected = agentConnected && newStatus != Status.INACTIVE;
        return copy.made();
    }

    public ContainerInstance connected() {
        return reachedBy(agentVersion);
    }

    /// With its agent connected, which said its version.
    public ContainerInstance reachedBy(VersionInfo agent) {
        Copy copy = new Copy(this);
        copy.agentConnected = true;
        copy.disconnectedSince = Optional.empty();
        copy.agentVersion = agent;
        return copy.made();
    }

    public ContainerInstance disconnected(Instant since) {
        Copy copy = new Copy(this);
        copy.agentConnected = false;
        copy.disconnectedSince = Optional.of(since);
        return copy.made();
    }

    public ContainerInstance withAttributes(List<Attribute> newAttributes) {
        Copy copy = new Copy(this);
        copy.attributes = newAttributes;
        return copy.made();
    }

    public ContainerInstance tagged(List<Tag> newTags) {
        Copy copy = new Copy(this);
        copy.tags = newTags;
        return copy.made();
    }

    public ContainerInstance withHealth(List<InstanceHealth> newHealth) {
        Copy copy = new Copy(this);
        copy.health = newHealth;
        return copy.made();
    }

    public ContainerInstance withLost(List<LostTask> nowLost) {
        Copy copy = new Copy(this);
        copy.lost = nowLost;
        return copy.made();
    }

    /// Its agent said that this one is over.
    public ContainerInstance without(TaskId over) {
        return withLost(lost.stream().filter(task -> !task.id().equals(over)).toList());
    }

    /// Registered again: what its agent sends now replaces what it sent before.
    public ContainerInstance registeredAgain(String newEc2InstanceId, Resources newTotal, List<Attribute> sent) {
        Copy copy = new Copy(this);
        copy.ec2InstanceId = newEc2InstanceId;
        copy.total = newTotal;
        copy.attributes = sent;
        return copy.made();
    }

    /// Its host was made for this capacity provider.
    public ContainerInstance of(String provider) {
        Copy copy = new Copy(this);
        copy.capacityProvider = Optional.of(provider);
        return copy.made();
    }

    /// Version 0 knew no capacity providers.
    private static Map<String, Object> withoutCapacityProvider(Map<String, Object> instance) {
        return instance;
    }

    /// In a journal of an earlier time, which is taken up now. Its agent has seen versions since that this one knows
    /// nothing of, and follows higher ones only: it comes back to one that no earlier time can have reached.
    public ContainerInstance restored(Instant now) {
        Copy copy = new Copy(this);
        copy.version = Math.max(version, now.toEpochMilli() - registeredAt.toEpochMilli());
        copy.disconnectedSince = disconnectedSince.map(_ -> now);
        return copy.made();
    }

    /// The next version in the making.
    private static final class Copy {
        private final ContainerInstance from;
        private String ec2InstanceId;
        private Status status;
        private boolean agentConnected;
        private Resources total;
        private List<Attribute> attributes;
        private VersionInfo agentVersion;
        private List<Tag> tags;
        private long version;
        private Optional<Instant> disconnectedSince;
        private List<InstanceHealth> health;
        private List<LostTask> lost;
        private Optional<String> capacityProvider;

        Copy(ContainerInstance from) {
            this.from = from;
            ec2InstanceId = from.ec2InstanceId;
            status = from.status;
            agentConnected = from.agentConnected;
            total = from.total;
            attributes = from.attributes;
            agentVersion = from.agentVersion;
            tags = from.tags;
            version = from.version;
            disconnectedSince = from.disconnectedSince;
            health = from.health;
            lost = from.lost;
            capacityProvider = from.capacityProvider;
        }

        ContainerInstance made() {
            return new ContainerInstance(
                    from.id,
                    ec2InstanceId,
                    status,
                    agentConnected,
                    total,
                    attributes,
                    agentVersion,
                    tags,
                    from.registeredAt,
                    version + 1,
                    disconnectedSince,
                    from.clientToken,
                    health,
                    lost,
                    capacityProvider);
        }
    }
}
