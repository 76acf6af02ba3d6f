package io.argosy.registry.lifecycle;

import io.argosy.lifecycle.LifecyclePlan;
import io.argosy.lifecycle.LifecycleRule;
import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a policy would have done to a repository at one moment: the first results of all, and how many there are.
public record LifecyclePreview(
        String repository, String text, Instant at, List<Result> results, int expiring, int archiving)
        implements AccountEntity {
    public static final Kind<LifecyclePreview> KIND = Kind.of("LifecyclePreview", LifecyclePreview.class);

    /// How long it is shown (ecr-semantics 7.7).
    public static final Duration LIFE = Duration.ofHours(24);

    /// A preview is one row.
    static final int MOST_RESULTS = 10_000;

    /// An image that would go or be archived, and the priority of the rule that says so.
    public record Result(
            String digest,
            List<String> tags,
            Instant pushedAt,
            boolean archived,
            LifecycleRule.Action action,
            int priority) {
        public Result {
            tags = List.copyOf(tags);
        }
    }

    public LifecyclePreview {
        results = List.copyOf(results);
    }

    @Override
    public String key() {
        return repository;
    }

    public boolean expiredAt(Instant now) {
        return at.plus(LIFE).isBefore(now);
    }

    static LifecyclePreview of(String repository, String text, Instant at, LifecyclePlan plan) {
        List<Result> results = plan.marked().stream()
                .limit(MOST_RESULTS)
                .map(mark -> new Result(
                        mark.image().digest(),
                        mark.image().imageTags(),
                        mark.image().times().pushedAt(),
                        mark.image().times().archived(),
                        mark.by().action(),
                        mark.by().priority()))
                .toList();
        int archiving = Math.toIntExact(plan.marked().stream()
                .filter(mark -> mark.by().action() == LifecycleRule.Action.ARCHIVE)
                .count());
        return new LifecyclePreview(repository, text, at, results, plan.marked().size() - archiving, archiving);
    }
}
