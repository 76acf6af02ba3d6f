package io.argosy.registry.settings;

import io.argosy.model.AccountEntity;
import io.argosy.model.Kind;
import io.argosy.registry.images.Repository;
import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import java.time.Instant;
import java.util.List;

/// What a repository is like that is made because something is pushed to its name, for the names below a prefix
/// (ecr-semantics 11). A policy that is empty is none.
public record CreationTemplate(
        String prefix,
        String description,
        List<String> appliedFor,
        String tagMutability,
        List<ImageTagMutabilityExclusionFilter> mutabilityExclusions,
        Policies policies,
        Instant createdAt,
        Instant updatedAt)
        implements AccountEntity {
    public static final Kind<CreationTemplate> KIND = Kind.of("CreationTemplate", CreationTemplate.class);

    /// The prefix of what no other template is for.
    public static final String ROOT = "ROOT";

    public static final String ON_PUSH = "CREATE_ON_PUSH";

    /// The policies that the new repository has from the start.
    public record Policies(String repository, String lifecycle) {}

    public CreationTemplate {
        appliedFor = List.copyOf(appliedFor);
        mutabilityExclusions = List.copyOf(mutabilityExclusions);
    }

    @Override
    public String key() {
        return prefix;
    }

    /// How much of the name its prefix has; less than nothing where it is for other names.
    int fit(String repository) {
        if (prefix.equals(ROOT)) {
            return 0;
        }
        String folder = prefix.endsWith("/") ? prefix : prefix + "/";
        return repository.startsWith(folder) ? folder.length() : -1;
    }

    Repository repository(String name, Instant now) {
        return new Repository(name, tagMutability, mutabilityExclusions, false, List.of(), now);
    }
}
