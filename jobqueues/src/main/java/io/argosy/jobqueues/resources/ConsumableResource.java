package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Something counted that jobs need beside vCPUs and memory (batch-semantics 11). `inUse` is what jobs hold now, and
/// for one that is NON_REPLENISHABLE what they ever took.
public record ConsumableResource(
        String name,
        Type type,
        long total,
        long inUse,
        List<AppliedToken> tokens,
        Map<String, String> tags,
        Instant createdAt)
        implements AccountEntity {
    public static final Kind<ConsumableResource> KIND = Kind.of("ConsumableResource", ConsumableResource.class);

    /// Whether what a job took comes back when it ends.
    public enum Type {
        REPLENISHABLE,
        NON_REPLENISHABLE
    }

    /// The token of an update that was made, so that a repeat is not made again.
    public record AppliedToken(String token, Instant at) {}

    public ConsumableResource {
        tokens = List.copyOf(tokens);
        tags = ResourceTags.ordered(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public long available() {
        return Math.max(0, total - inUse);
    }

    public ConsumableResource taken(long quantity) {
        return new ConsumableResource(name, type, total, inUse + quantity, tokens, tags, createdAt);
    }

    /// What a job held that ended; of a NON_REPLENISHABLE one nothing comes back.
    public ConsumableResource returned(long quantity) {
        return switch (type) {
            case REPLENISHABLE ->
                new ConsumableResource(name, type, total, Math.max(0, inUse - quantity), tokens, tags, createdAt);
            case NON_REPLENISHABLE -> this;
        };
    }

    public ConsumableResource with(long newTotal, List<AppliedToken> newTokens) {
        return new ConsumableResource(name, type, newTotal, inUse, newTokens, tags, createdAt);
    }

    public ConsumableResource tagged(Map<String, String> all) {
        return new ConsumableResource(name, type, total, inUse, tokens, all, createdAt);
    }
}
