package io.argosy.registry.images;

import io.argosy.lifecycle.Wildcard;

/// Whether a repository lets a tag move to another image: its mutability, turned round for tags that match one of its
/// exclusion filters (`*` stands for any characters).
final class TagRules {
    private TagRules() {}

    static boolean mayMove(Repository repository, String tag) {
        boolean excluded = repository.mutabilityExclusions().stream()
                .anyMatch(exclusion -> new Wildcard(exclusion.filter()).matches(tag));
        return switch (repository.tagMutability()) {
            case "IMMUTABLE" -> false;
            case "IMMUTABLE_WITH_EXCLUSION" -> excluded;
            case "MUTABLE_WITH_EXCLUSION" -> !excluded;
            default -> true;
        };
    }
}
