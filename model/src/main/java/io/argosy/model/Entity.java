package io.argosy.model;

/// Something with a life of its own that the journal keeps, one row each. `key` is unique among its kind in its store.
/// Which of the two interfaces it implements says which store it may be put into: the other does not take it.
public sealed interface Entity permits AccountEntity, ClusterEntity {
    String key();
}
