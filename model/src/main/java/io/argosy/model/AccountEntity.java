package io.argosy.model;

/// What a realm has beside the contents of its clusters.
public non-sealed interface AccountEntity extends Entity {}
