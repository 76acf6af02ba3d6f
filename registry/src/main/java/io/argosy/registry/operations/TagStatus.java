package io.argosy.registry.operations;

/// The filter that tells tagged images from untagged ones.
final class TagStatus {
    private TagStatus() {}

    static boolean matches(String wanted, boolean tagged) {
        return switch (wanted) {
            case "TAGGED" -> tagged;
            case "UNTAGGED" -> !tagged;
            default -> true;
        };
    }
}
