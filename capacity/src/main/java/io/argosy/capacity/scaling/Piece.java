package io.argosy.capacity.scaling;

import io.argosy.model.Resources;
import java.util.Optional;

/// So many tasks, or what will be tasks, that need the same of an instance and wait for one. Of those that are to be
/// `apart` no two go on one instance, nor one where its group has a task already.
record Piece(Resources needs, int count, Optional<String> apart) {
    static Piece of(Resources needs, int count) {
        return new Piece(needs, count, Optional.empty());
    }
}
