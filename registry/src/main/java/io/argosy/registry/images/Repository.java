package io.argosy.registry.images;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import io.argosy.shapes.ecr.Tag;
import java.time.Instant;
import java.util.List;

/// An ECR repository: a name under which images are pushed. Tags that match one of `mutabilityExclusions` follow the
/// opposite of `tagMutability`.
public record Repository(
        String name,
        String tagMutability,
        List<ImageTagMutabilityExclusionFilter> mutabilityExclusions,
        boolean scanOnPush,
        List<Tag> tags,
        Instant createdAt)
        implements AccountEntity {
    public static final Kind<Repository> KIND = Kind.of("Repository", Repository.class);

    public Repository {
        mutabilityExclusions = List.copyOf(mutabilityExclusions);
        tags = List.copyOf(tags);
    }

    @Override
    public String key() {
        return name;
    }

    public Repository withMutability(String mutability, List<ImageTagMutabilityExclusionFilter> exclusions) {
        return new Repository(name, mutability, exclusions, scanOnPush, tags, createdAt);
    }

    public Repository withScanOnPush(boolean scan) {
        return new Repository(name, tagMutability, mutabilityExclusions, scan, tags, createdAt);
    }

    public Repository withTags(List<Tag> newTags) {
        return new Repository(name, tagMutability, mutabilityExclusions, scanOnPush, newTags, createdAt);
    }
}
