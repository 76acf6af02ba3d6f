package io.argosy.state;

/// What a store holds at one moment.
public sealed interface StoreState permits AccountState, ClusterState {}
