package io.argosy.model;

/// What a cluster holds.
public non-sealed interface ClusterEntity extends Entity {}
