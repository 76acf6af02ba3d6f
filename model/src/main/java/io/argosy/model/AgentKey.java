package io.argosy.model;

import java.time.Instant;
import java.util.List;

/// The access key of one agent, good in its cluster only and for one container instance: the first that registers
/// with it. The secret is kept as it is, since signatures are checked with it; it is left out of `toString`.
public record AgentKey(String id, String secret, Origin origin, Holder holder, Instant createdAt)
        implements ClusterEntity {
    public static final Index<AgentKey> BY_INSTANCE = new Index<>(
            "instance",
            key -> key.holder() instanceof Holder.Instance(var instance) ? List.of(instance.value()) : List.of());
    public static final Kind<AgentKey> KIND =
            Kind.of("AgentKey", AgentKey.class).indexed(BY_INSTANCE);

    /// How the key came to be: a host brought a join token, or an operator asked for a key for the official agent.
    public enum Origin {
        JOIN_TOKEN,
        OFFICIAL_AGENT
    }

    /// Who may use the key.
    public sealed interface Holder {
        /// No instance has registered with it; `until` is when that is too late.
        record Nobody(Instant until) implements Holder {}

        /// This instance and no other.
        record Instance(ContainerInstanceId id) implements Holder {}
    }

    @Override
    public String key() {
        return id;
    }

    public boolean heldBy(ContainerInstanceId instance) {
        return holder.equals(new Holder.Instance(instance));
    }

    public AgentKey boundTo(ContainerInstanceId instance) {
        return new AgentKey(id, secret, origin, new Holder.Instance(instance), createdAt);
    }

    /// When the key ends by itself: never, once an instance holds it.
    public Instant expiresAt() {
        return switch (holder) {
            case Holder.Nobody(Instant until) -> until;
            case Holder.Instance _ -> Instant.MAX;
        };
    }

    @Override
    public String toString() {
        return "AgentKey[" + id + ", " + holder + "]";
    }
}
