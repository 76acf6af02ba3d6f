package io.argosy.registry.operations;

import io.argosy.shapes.ecr.ImageTagMutabilityExclusionFilter;
import java.util.List;
import java.util.Optional;

/// Exclusion filters go with the mutabilities that have exclusions, and only with those.
final class Mutability {
    private Mutability() {}

    static List<ImageTagMutabilityExclusionFilter> checked(
            Optional<String> mutability, Optional<List<ImageTagMutabilityExclusionFilter>> filters) {
        boolean excluding = mutability.orElse("").endsWith("_WITH_EXCLUSION");
        List<ImageTagMutabilityExclusionFilter> given = filters.orElse(List.of());
        if (excluding == given.isEmpty()) {
            throw EcrErrors.invalidParameter(
                            "imageTagMutabilityExclusionFilters",
                            excluding
                                    ? "Exclusion filters are required with this imageTagMutability"
                                    : "Exclusion filters need an imageTagMutability with exclusion")
                    .thrown();
        }
        return given;
    }
}
