package io.argosy.model;

import java.util.List;
import java.util.Map;

/// One step from a version of a kind to the next: the row as it was, as the row that this version's successor reads.
/// It may change the tree it is given. Trees are JSON: maps, lists, texts, numbers and flags.
public interface Migration {
    Map<String, Object> next(Map<String, Object> tree);

    /// What the row held that are entities of their own from then on. It is asked before `next`, and changes nothing.
    default List<Part> parts(Map<String, Object> tree) {
        return List.of();
    }

    /// A row of another kind, as that version of it was written.
    record Part(Kind<?> kind, int version, Map<String, Object> tree) {}

    /// With one member by another name.
    static Map<String, Object> renamed(Map<String, Object> tree, String from, String to) {
        Object member = tree.remove(from);
        if (member != null) {
            tree.put(to, member);
        }
        return tree;
    }
}
