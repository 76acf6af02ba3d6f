package io.argosy.model;

/// Where a stopped task had run, if it ever was placed.
public sealed interface LastInstance {
    record Nowhere() implements LastInstance {}

    record On(ContainerInstanceId instance) implements LastInstance {}
}
