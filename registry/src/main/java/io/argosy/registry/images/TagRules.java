package io.argosy.registry.images;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Whether a repository lets a tag move to another image: its mutability, turned round for tags that match one of its
/// exclusion filters (`*` stands for any characters).
final class TagRules {
    private TagRules() {}

    static boolean mayMove(Repository repository, String tag) {
        boolean excluded =
                repository.mutabilityExclusions().stream().anyMatch(exclusion -> matches(exclusion.filter(), tag));
        return switch (repository.tagMutability()) {
            case "IMMUTABLE" -> false;
            case "IMMUTABLE_WITH_EXCLUSION" -> excluded;
            case "MUTABLE_WITH_EXCLUSION" -> !excluded;
            default -> true;
        };
    }

    private static boolean matches(String wildcard, String tag) {
        String pattern =
                Arrays.stream(wildcard.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(pattern, tag);
    }
}
