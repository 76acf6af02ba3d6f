package io.argosy.state;

import io.argosy.model.Entity;

/// One durable fact: an entity as it is from now on, or its end. Replaying changes in order gives the state.
public sealed interface Change {
    Entity entity();

    record Put(Entity entity) implements Change {}

    record Remove(Entity entity) implements Change {}
}
