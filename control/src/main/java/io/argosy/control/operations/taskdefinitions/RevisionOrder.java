package io.argosy.control.operations.taskdefinitions;

import io.argosy.model.TaskDefinitionId;

/// Puts the order of revisions (families by name, revisions by number) into the order of texts, as page tokens need it.
final class RevisionOrder {
    /// Stands before every character of a family's name, so that `a` comes before `a-b`.
    private static final char END_OF_FAMILY = ' ';

    /// Stands behind every mirrored character, for the same reason.
    private static final char END_OF_KEY = 127;

    private RevisionOrder() {}

    static String key(TaskDefinitionId id, boolean descending) {
        String key = id.family() + END_OF_FAMILY + "%010d".formatted(id.revision());
        return descending ? mirrored(key) + END_OF_KEY : key;
    }

    /// The ascending key of a revision, from its key in either order.
    static String ascending(String key, boolean descending) {
        return descending && !key.isEmpty() ? mirrored(key.substring(0, key.length() - 1)) : key;
    }

    private static String mirrored(String ascii) {
        var mirrored = new StringBuilder(ascii.length());
        ascii.chars().forEach(character -> mirrored.append((char) (END_OF_KEY - character)));
        return mirrored.toString();
    }
}
