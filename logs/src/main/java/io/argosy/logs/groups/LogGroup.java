package io.argosy.logs.groups;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A log group: all of it but its streams and events, which lie under its `id` in a store of their own. A retention of
/// no days is for ever.
public record LogGroup(
        String name,
        String id,
        String logGroupClass,
        Optional<String> kmsKeyId,
        int retentionInDays,
        boolean deletionProtected,
        Map<String, String> tags,
        Instant createdAt)
        implements AccountEntity {
    public static final Kind<LogGroup> KIND = Kind.of("LogGroup", LogGroup.class);

    public LogGroup {
        tags = Map.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public LogGroup withRetention(int days) {
        return new LogGroup(name, id, logGroupClass, kmsKeyId, days, deletionProtected, tags, createdAt);
    }

    public LogGroup withTags(Map<String, String> changed) {
        return new LogGroup(name, id, logGroupClass, kmsKeyId, retentionInDays, deletionProtected, changed, createdAt);
    }

    public LogGroup withDeletionProtection(boolean on) {
        return new LogGroup(name, id, logGroupClass, kmsKeyId, retentionInDays, on, tags, createdAt);
    }

    /// By key, as they are shown.
    public Map<String, String> sortedTags() {
        return new TreeMap<>(tags);
    }

    public Optional<Duration> retention() {
        return retentionInDays == 0 ? Optional.empty() : Optional.of(Duration.ofDays(retentionInDays));
    }

    /// The time, in milliseconds, before which events are expired.
    public long expiredBefore(Instant now) {
        return retention().map(kept -> now.minus(kept).toEpochMilli()).orElse(Long.MIN_VALUE);
    }
}
