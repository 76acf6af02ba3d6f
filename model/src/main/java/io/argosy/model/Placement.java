package io.argosy.model;

/// Where a stopped task had run, if it ever was placed.
public sealed interface Placement {
    record Nowhere() implements Placement {}

    record On(ContainerInstanceId instance) implements Placement {}
}
