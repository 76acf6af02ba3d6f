package io.argosy.model;

import java.util.Map;

/// One step from a version of a kind to the next: the row as it was, as the row that this version's successor reads.
/// It may change the tree it is given. Trees are JSON: maps, lists, texts, numbers and flags.
public interface Migration {
    Map<String, Object> next(Map<String, Object> tree);
}
