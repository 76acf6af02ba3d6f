package io.argosy.state;

import io.argosy.model.Entity;

/// An entity and the row of the journal that is its own.
record Stored<E extends Entity>(long row, E entity) {}
