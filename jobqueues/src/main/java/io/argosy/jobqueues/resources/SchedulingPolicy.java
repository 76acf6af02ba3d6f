package io.argosy.jobqueues.resources;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.shapes.batch.FairsharePolicy;
import io.argosy.shapes.batch.QuotaSharePolicy;
import java.time.Instant;
import java.util.Map;

/// How the shares of a queue are served; any number of queues may name it (batch-semantics 5.2).
public record SchedulingPolicy(String name, Rule rule, Map<String, String> tags, Instant createdAt)
        implements AccountEntity {
    public static final Kind<SchedulingPolicy> KIND = Kind.of("SchedulingPolicy", SchedulingPolicy.class);

    /// Of one kind for good. A fair-share policy has all its members.
    public sealed interface Rule {
        record FairShare(FairsharePolicy policy) implements Rule {}

        record QuotaShare(QuotaSharePolicy policy) implements Rule {}
    }

    public SchedulingPolicy {
        tags = ResourceTags.ordered(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public SchedulingPolicy with(Rule other) {
        return new SchedulingPolicy(name, other, tags, createdAt);
    }

    public SchedulingPolicy tagged(Map<String, String> all) {
        return new SchedulingPolicy(name, rule, all, createdAt);
    }
}
