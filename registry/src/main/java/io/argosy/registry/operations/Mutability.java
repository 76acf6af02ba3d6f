package io.argosy.registry.operations;

import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import java.util.List;
import java.util.Optional;

/// Exclusion filters go with the mutabilities that have exclusions, and only with those.
final class Mutability {
    /// ecr-semantics 2.2.
    private static final int MOST_STARS = 2;

    private Mutability() {}

    static List<ImageTagMutabilityExclusionFilter> checked(
            Optional<String> mutability, Optional<List<ImageTagMutabilityExclusionFilter>> filters) {
        String wanted = mutability.orElse("");
        boolean excluding = wanted.endsWith("_WITH_EXCLUSION");
        List<ImageTagMutabilityExclusionFilter> given = filters.orElse(List.of());
        if (excluding == given.isEmpty()) {
            String missing =
                    "ImageTagMutabilityExclusionFilters can't be null when imageTagMutability is set as " + wanted;
            throw EcrErrors.invalidParameter(
                            "imageTagMutabilityExclusionFilters",
                            excluding ? missing : "Exclusion filters need an imageTagMutability with exclusion")
                    .thrown();
        }
        for (ImageTagMutabilityExclusionFilter filter : given) {
            if (filter.filter().chars().filter(letter -> letter == '*').count() > MOST_STARS) {
                throw EcrErrors.invalidParameter(
                                "imageTagMutabilityExclusionFilters",
                                "A filter has at most " + MOST_STARS + " *: " + filter.filter())
                        .thrown();
            }
        }
        return given;
    }
}
