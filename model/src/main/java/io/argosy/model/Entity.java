package io.argosy.model;

/// Something with a life of its own that the journal keeps, one row each. `key` is unique among its type in its store.
public interface Entity {
    String key();
}
